/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-orienteering.h"
#include "atlas-points-csv.h"
#include "atlas-points-tree.h"
#include "atlas-tsplib.h"
#include "solver-test-support.h"

#define HEAD "TYPE: TSP\nDIMENSION: 2\nEDGE_WEIGHT_TYPE: EUC_2D\nNODE_COORD_SECTION\n"

/* A text, and the distance of its first two points, or the error it gives. */
typedef struct
{
  const char *text;
  double distance;
  const char *error; /* glob */
} Case;

static const Case tsplib[] = {
  { HEAD "1 0 0\n2 3 4\nEOF\n", 5 },
  { HEAD "1 0 0\n2 3 4\n-1\nEOF\n", 0, "*f: line 7: “-1” is no keyword*" },
  { "EDGE_WEIGHT_TYPE : EUC_2D\r\nNAME : a\r\nCOMMENT: 3 : x\r\nNODE_COORD_SECTION :\r\n 2 3.0e0 4\r\n1 0 "
    "0\r\nDIMENSION :2\r\n"
    "TYPE : TSP (somebody)\r\n",
    5 },
  { "\xef\xbb\xbf" HEAD "1 0 0\n\n2 1 1", 1 },
  { "TYPE:TSP\nDIMENSION:2\nEDGE_WEIGHT_TYPE:CEIL_2D\nNODE_COORD_SECTION\n1 0 0\n2 1 1\n", 2 },
  { "TYPE:TSP\nDIMENSION:2\nEDGE_WEIGHT_TYPE:ATT\nNODE_COORD_SECTION\n1 0 0\n2 100 0\n", 32 },
  { "TYPE:TSP\nDIMENSION:2\nEDGE_WEIGHT_TYPE:GEO\nNODE_COORD_SECTION\n1 16.47 96.10\n2 16.47 94.44\n"
    "DISPLAY_DATA_SECTION\n1 2 3\n2 3 4\nEOF\nanything",
    153 },
  { "TYPE: ATSP\n", 0, "f: line 1: TYPE “ATSP” is not read*TSP*" },
  { "EDGE_WEIGHT_TYPE: EXPLICIT\n", 0, "f: line 1: EDGE_WEIGHT_TYPE “EXPLICIT”*EUC_2D, CEIL_2D, ATT, GEO*" },
  { "DIMENSION: 2\nEDGE_WEIGHT_SECTION\n", 0, "f: line 2: EDGE_WEIGHT_SECTION is not read*" },
  { "NODE_COORD_TYPE: THREED_COORDS\n", 0, "f: line 1: NODE_COORD_TYPE*" },
  { "DIMENSION: none\n", 0, "f: line 1: “none”*DIMENSION*" },
  { "DIMENSION: 0\n", 0, "f: line 1: DIMENSION must be*" },
  { "COLOUR red\n", 0, "f: line 1: “COLOUR red” is no keyword*" },
  { "COLOUR: red\n", 0, "*EDGE_WEIGHT_TYPE is missing*" },
  { HEAD "1 0 0\n", 0, "*1 nodes*DIMENSION says 2*" },
  { HEAD "1 0 0\n1 3 4\n", 0, "*node 1 stands twice*" },
  { HEAD "1 0 0\n3 3 4\n", 0, "*node 3 is beyond DIMENSION*2*" },
  { HEAD "1 0 0\n2 3\n", 0, "f: line 6: *y is missing*" },
  { HEAD "1 0 0\n2 3 4 5\n", 0, "f: line 6: “5” is one value too many*" },
  { HEAD "1 0 0\n2 3 nan\n", 0, "f: line 6: “nan” is no number for y*" },
  { HEAD "1 0 0\n2 3 1e300\n", 0, "f: line 6: “1e300”*" },
  { HEAD "1 0 0\n2 3 4\nNODE_COORD_SECTION\n", 0, "f: line 7: *second*" },
  { "DIMENSION: 2\nEDGE_WEIGHT_TYPE: ATT\nEOF\n", 0, "*NODE_COORD_SECTION is missing*" },
  { "Best_known : 10\nedge_weight_type:euc_2d\nNode_Coord_Section :\n2 3e0 4.0E+00\n1 0 0", 5 },
  { "DIMENSION: 1\nNODE_COORD_SECTION\n1 0 0\n", 0, "*EDGE_WEIGHT_TYPE is missing*" },
  { "", 0, "*EDGE_WEIGHT_TYPE is missing*" },
};

static void
check_case (const Case *c, AtlasPoints *points, const GError *error)
{
  g_test_message ("%s", c->text);
  if (c->error != NULL)
    {
      g_assert_null (points);
      g_assert_nonnull (error);
      if (!g_pattern_match_simple (c->error, error->message))
        g_error ("%s is not %s", error->message, c->error);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (atlas_points_get_distance (points, 0, 1), c->distance, 1e-3);
}

static void
test_tsplib (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (tsplib); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AtlasPoints) points =
        atlas_tsplib_parse (tsplib[i].text, strlen (tsplib[i].text), "f", &error);

      check_case (&tsplib[i], points, error);
    }
  g_assert_true (atlas_tsplib_sniff (HEAD, strlen (HEAD)));
  g_assert_false (atlas_tsplib_sniff ("name,latitude\n", 14));
  g_assert_false (atlas_tsplib_sniff ("NAME,LATITUDE\n", 14));
  g_assert_false (atlas_tsplib_sniff ("", 0));
}

static const Case tables[] = {
  { "name,latitude,longitude\nA,0,0\nB,0,1\n", 111.195 },
  { "\xef\xbb\xbflongitude;members;LATITUDE;x\n0;3;0;\n1,0;4,5;0,0;y\n", 111.195 },
  { "Lat\tLng\n0\t180\n0\t-179\n", 111.195 },
  { "name,latitude\nA,0\n", 0, "f: line 1: there is no column “longitude”*" },
  { "lat,lon,latitude\n1,2,3\n", 0, "f: line 1: there are two columns for latitude" },
  { "lat,lon\n91,0\n", 0, "f: line 2: “91” is no latitude*" },
  { "lat,lon\n0,0\nx,0\n", 0, "f: line 3: “x” is no latitude*" },
  { "lat,lon\n0,0\n1\n", 0, "f: line 3: longitude is missing" },
  { "lat,lon,weight\n0,0,-1\n", 0, "f: line 2: “-1” is no weight*" },
  { "", 0, "f: line 1: the file is empty*" },
};

static void
test_tables (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (GInputStream) stream =
        g_memory_input_stream_new_from_data (tables[i].text, (gssize) strlen (tables[i].text), NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (AtlasPoints) points = atlas_points_read_csv (stream, "f", NULL, &error);

      check_case (&tables[i], points, error);
      if (i == 0)
        g_assert_cmpstr (atlas_points_get_name (points, 1), ==, "B");
      if (i == 1)
        g_assert_cmpfloat (atlas_points_get_weight (points, 1), ==, 4.5);
    }
}

static const Case problems[] = {
  { "5\t1\n0 0 0\n3 4 0\n1 1 10\n", 5 },
  { "5 2\r\n0 0 0\r\n3 4 0\r\n", 5 },
  { "", 0, "f: line 1: the file is empty*" },
  { "x 1\n", 0, "f: line 1: “x” is no number for the budget" },
  { "-5 1\n", 0, "f: line 1: the budget is less than 0" },
  { "5\n", 0, "f: line 1: *number of paths is missing" },
  { "5 0\n", 0, "f: line 1: the number of paths must be*" },
  { "5 1.5\n", 0, "f: line 1: the number of paths must be*" },
  { "5 1 1\n", 0, "f: line 1: “1” is one value too many" },
  { "5 1\n0 0 0\n", 0, "*start or end is missing*" },
  { "5 1\n0 0 0\n1 1\n", 0, "f: line 3: *score is missing" },
  { "5 1\n0 0 0\n1 1 -1\n", 0, "f: line 3: the score is less than 0" },
};

static void
test_problems (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    {
      g_auto (AtlasOrienteering) problem = { NULL };
      g_autoptr (GError) error = NULL;
      gboolean good =
        atlas_orienteering_parse (&problem, problems[i].text, strlen (problems[i].text), "f", &error);

      check_case (&problems[i], good ? problem.points : NULL, error);
    }
}

/* --- the tree --------------------------------------------------------------------------------------------
 */

static gboolean
refuse (guint point, gpointer data)
{
  return FALSE;
}

/* By looking at all, with many in the same spot. */
static void
test_tree (void)
{
  guint64 random = 4;

  for (guint n = 1; n < 200; n += 33)
    {
      g_autofree AtlasVector *vectors = g_new (AtlasVector, n);
      g_autoptr (AtlasPointsTree) tree = NULL;

      for (guint i = 0; i < n; i++)
        vectors[i] =
          (AtlasVector){ test_random (&random, 12), test_random (&random, 12), test_random (&random, 2) };
      tree = atlas_points_tree_new (vectors, n);
      for (guint i = 0; i < n; i++)
        {
          const AtlasVectorSides quarter = { { { 1, 0, 0 }, { 0, -1, 0 } } };
          guint found[7], in_quarter = atlas_points_tree_find_in_quarter (tree, i, &quarter), n_within = 0;
          guint n_found = atlas_points_tree_find_nearest (tree, i, 7, found);
          double least = G_MAXDOUBLE;
          g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (AtlasPointsRange));

          g_assert_cmpuint (n_found, ==, MIN (7, n - 1));
          atlas_points_tree_find_within (tree, vectors[i], 2.5, 2.5, refuse, NULL, ranges);
          for (guint r = 0; r < ranges->len; r++)
            n_within += g_array_index (ranges, AtlasPointsRange, r).end -
                        g_array_index (ranges, AtlasPointsRange, r).begin;
          for (guint j = 0, nearer = 0, within = 0; j < n; j++)
            {
              double square = atlas_vector_square (vectors[i], vectors[j]);

              within += square < 2.5 * 2.5;
              if (j + 1 == n)
                g_assert_cmpuint (within, ==, n_within);
              if (vectors[j].x > vectors[i].x && vectors[j].y < vectors[i].y)
                least = MIN (least, square);
              nearer += j != i && n_found > 0 &&
                        square < atlas_vector_square (vectors[i], vectors[found[n_found - 1]]);
              g_assert_cmpuint (nearer, <, MAX (n_found, 1));
            }
          if (in_quarter == G_MAXUINT)
            g_assert_cmpfloat (least, ==, G_MAXDOUBLE);
          else
            g_assert_cmpfloat (atlas_vector_square (vectors[i], vectors[in_quarter]), ==, least);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/points/tsplib", test_tsplib);
  g_test_add_func ("/points/tables", test_tables);
  g_test_add_func ("/points/problems", test_problems);
  g_test_add_func ("/points/tree", test_tree);
  return g_test_run ();
}
