/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-name-likeness.h"

#include <string.h>

/* Forms of one given name, a name a line, folded. A form may stand in two lines ("alex"). What is common in
 * our registers, not what there is.
 *
 * English short forms: names.csv of github.com/carltonnorthern/nicknames (Apache-2.0), the frequent ones.
 * Names of the Bible in English, French and Kinyarwanda: as its translations spell them (King James; Segond;
 * Bibiliya Yera). French and Rwandan short forms: everyday use; no list stands behind them. */
static const char *const names[] = {
  "john jean yohana yohani johannes juan johnny jack jon jo",
  "peter pierre petero petro pete pierrot",
  "paul pawulo paulo pol",
  "james jacques yakobo jacob jim jimmy jamie jack",
  "joseph yosefu yozefu joe joey josephu jo",
  "mary marie mariya maria molly mimi may",
  "matthew mathieu matthieu matayo matt",
  "mark marc mariko marcus marko",
  "luke luc luka lucas",
  "thomas tomasi tom tommy",
  "andrew andre andereya andy drew",
  "philip philippe filipo phillip phil filip",
  "simon simoni simeon",
  "stephen etienne steven sitefano steve stephane stefan",
  "timothy timothee timoteyo tim",
  "david dawidi davidi dave davy",
  "solomon salomon salomo sol",
  "abraham aburahamu abe",
  "isaac isaka ike",
  "moses moise mose musa",
  "joshua josue yosuwa josh",
  "samuel samweli sam sammy samy",
  "daniel daniyeli dan danny dany",
  "elijah elie eliya eli elias",
  "isaiah esaie yesaya",
  "jeremiah jeremie yeremiya jeremy jerry",
  "ezekiel ezechiel ezekiyeli zeke",
  "zachary zacharie zakariya zack zac",
  "michael michel mikayeli mike mick mickey",
  "gabriel gaburiyeli gabe gaby",
  "raphael rafayeli rafael rafa",
  "sarah sara sally sadie",
  "rebecca rebekah rebeka becky becca",
  "rachel rasheli shelly",
  "ruth rusi ruthie",
  "esther esiteri hester essie",
  "ann anne anna ana hana hannah annie nancy anita",
  "elizabeth elisabeth elizabeti elise lise liz lizzie beth betty betsy eliza babette lisa",
  "martha marthe marita",
  "alexander alexandre alex alec sandy xander alexis",
  "alexandra alexandrine alex sandra sandy sacha",
  "anthony antoine antoni tony anton",
  "antoinette toinette nettie tony",
  "benjamin ben benny bennie benji",
  "bernard bernie",
  "caroline carol carrie caro carolyn",
  "catherine katherine kathryn kate katie cathy kathy kitty cath",
  "charles charlie carl chuck charley",
  "charlotte lottie charlie",
  "christine christina chris chrissy tina kristine kristina",
  "christopher christophe chris kit topher kristofer",
  "christian chris kristian",
  "clement clem",
  "dominic dominique dom nick",
  "dorothy dorothee dot dottie dora",
  "edward edouard ed eddie ted teddy ned",
  "edmund edmond ed eddie",
  "emmanuel manu emanuel manny immanuel",
  "emily emilie emmy em",
  "eugene gene",
  "frances francoise fran fanny francine",
  "francis francois frank fran",
  "frederick frederic fred freddy freddie",
  "geoffrey jeffrey geoff jeff geoffroy",
  "genevieve ginette jenny",
  "george georges",
  "gerard gerald gerry jerry",
  "gregory gregoire greg",
  "helen helene ellen nell",
  "henry henri harry hank",
  "ignatius ignace",
  "jacqueline jackie jacky",
  "jane jeanne janet jeannette jeannie",
  "jennifer jenny jen jenn",
  "jessica jess jessie",
  "jonathan jonathas jon",
  "josephine josee jo josie",
  "judith judy judie",
  "julian julien jules",
  "juliet juliette julie",
  "kenneth ken kenny",
  "lawrence laurent larry laurence",
  "leonard leo leon lenny",
  "louis lewis lou ludovic",
  "louise lou loulou",
  "madeleine madeline mado maddie",
  "margaret marguerite maggie meg peggy margot margo",
  "martin marty",
  "nicholas nicolas nick nico",
  "oliver olivier ollie oli",
  "patricia pat patty trish tricia",
  "patrick pat paddy",
  "raymond ray",
  "richard rick ricky dick rich",
  "robert rob bob bobby robbie bert",
  "ronald ron ronnie",
  "roger rodger",
  "stephanie steph stefanie fanny",
  "susan suzanne susanna sue suzie susie",
  "theodore theo ted teddy",
  "theogene theo",
  "theophile theo",
  "theresa therese terry tess",
  "valerie val",
  "victor vic",
  "victoria victoire vicky vicki",
  "vincent vince vinny",
  "virginia virginie ginny",
  "walter wally walt",
  "william guillaume bill billy will willy liam",
  "yvonne vonny",
  "eric erik",
  "deogratias deo",
  "dieudonne dieudo",
  "innocent inno",
  "immaculee imma immaculata immaculate",
  "esperance espe",
  "beatrice bea beatrix",
  "celestine celestin",
  "felicite felicity",
  "fidele fidel fidelis",
  "angelique angelica angel ange",
  "angela angele angie",
};

/* What a word in its text points to. */
static GHashTable *
make_table (void)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_auto (GStrv) forms = g_strsplit (names[i], " ", -1);

      for (guint j = 0; forms[j]; j++)
        {
          guint known = GPOINTER_TO_UINT (g_hash_table_lookup (table, forms[j]));

          g_hash_table_replace (table, g_strdup (forms[j]),
                                GUINT_TO_POINTER (known == 0 ? i + 1 : (known & 0xffff) | (i + 1) << 16));
        }
    }
  return table;
}

void
atlas_name_get_forms (const char *word, guint16 forms[ATLAS_NAME_FORMS])
{
  static gsize once;
  static GHashTable *table;
  guint found;

  g_return_if_fail (word != NULL);

  if (g_once_init_enter (&once))
    {
      table = make_table ();
      g_once_init_leave (&once, 1);
    }
  found = GPOINTER_TO_UINT (g_hash_table_lookup (table, word));
  forms[0] = (guint16) (found & 0xffff);
  forms[1] = (guint16) (found >> 16);
}
