// SPDX-License-Identifier: GPL-3.0-or-later
// Towns and parts of cities in Canada that GeoNames' extracts lack, or know without their people. Populations are rounded and near those of the 2021 Census of
// Canada, or of the last census that counted the place by itself. A place that the extracts lack stands where its forward sortation areas do, or at the point given.
//
// region: [name, population, other names, where: areas or [latitude, longitude]]

export const TOWNS = {
  'CA-ON': [
    ['Whitby', 138500, [], [43.8971, -78.9429]], ['Halton Hills', 63000, []], ['Haldimand County', 49200, ['Haldimand', 'Cayuga'], ['N3W']],
    ['Whitchurch-Stouffville', 49900, []], ['Stouffville', 36800, []], ['Bradford', 42900, ['Bradford West Gwillimbury'], ['L3Z']], ['LaSalle', 32700, ['La Salle']],
    ['Lincoln', 25700, ['Beamsville']], ['Kingsville', 22100, []], ['Lakeshore', 40400, ['Belle River'], [42.2946, -82.7121]], ['Bowmanville', 45000, ['Clarington']],
    ['Georgetown', 45000, []], ['Acton', 9500, []], ['Bolton', 27000, []], ['Strathroy', 16000, ['Strathroy-Caradoc']], ['Pelham', 18200, ['Fonthill'], [43.0436, -79.2849]],
    ['Embrun', 8700, []], ['Port Perry', 9600, ['Scugog']], ['King City', 8600, []], ['Elmira', 11000, ['Woolwich']], ['New Hamburg', 14000, ['Wilmot'], [43.379, -80.7107]],
    ['Tillsonburg', 18600, []], ['Dunnville', 5700, []], ['Caledonia', 12200, [], ['N3W']], ['Courtice', 28000, [], ['L1E']], ['Brooklin', 25000, []],
    ['Holland Landing', 10000, [], ['L9N']], ['Nobleton', 6500, [], [43.905, -79.653]], ['Cochrane', 5400, []], ['Kemptville', 4100, ['North Grenville'], [45.0167, -75.6333]],
    ['Vankleek Hill', 2000, [], [45.519, -74.6508]], ['Manotick', 5500, [], ['K4M']], ['Greely', 8700, []], ['Carp', 2000, []], ['Alfred', 1300, [], [45.558, -74.885]],
  ],
  'CA-QC': [
    ['Hull', 69000, [], [45.428, -75.713]], ['Saint-Lambert', 22800, [], ['J4P', 'J4R', 'J4S']], ['Chelsea', 8000, []], ['Saint-Colomban', 17700, []], ['Chisasibi', 5000, []], ['Kuujjuaq', 2700, []],
    ['Les Îles-de-la-Madeleine', 12200, ['Îles-de-la-Madeleine', 'Magdalen Islands'], ['G4T']],
  ],
  'CA-BC': [
    ['Saanich', 117700, [], [48.484, -123.381]], ['Comox', 14800, []], ['Central Saanich', 17400, []], ['Sidney', 12300, []], ['Lake Country', 15800, ['Winfield']],
    ['Salt Spring Island', 11600, ['Saltspring Island', 'Ganges'], ['V8K']],
  ],
  'CA-AB': [['Innisfail', 8000, []], ['Drumheller', 8000, []]],
  'CA-SK': [['Battleford', 4400, []]],
  'CA-NS': [
    ['Stellarton', 4000, []], ['New Waterford', 6700, []], ['North Sydney', 6000, []], ['Tantallon', 5000, ['Upper Tantallon'], ['B3Z']],
    ['Church Point', 400, ['Pointe-de-l’Église'], [44.33, -66.117]],
  ],
  'CA-NB': [
    ['Riverview', 20600, []], ['Quispamsis', 18800, []], ['Rothesay', 12000, []], ['Woodstock', 5600, []], ['Grand Falls', 5200, ['Grand-Sault']], ['Caraquet', 4300, []],
    ['Dalhousie', 3000, []], ['Memramcook', 5000, []], ['Cap-Pelé', 2400, [], ['E4N']], ['Lamèque', 1300, [], ['E8T']], ['Dorchester', 900, [], ['E4K']],
    ['Saint-Louis-de-Kent', 900, [], ['E4X']], ['Campobello Island', 900, ['Campobello'], ['E5E']], ['Fredericton Junction', 700, [], ['E5L']], ['Gagetown', 800, [], ['E5M']],
    ['St. Martins', 300, [], ['E5R']], ['Deer Island', 700, [], ['E5V']], ['Stanley', 400, [], ['E6B']], ['Harvey', 400, ['Harvey Station'], ['E6K']], ['Bath', 400, [], ['E7J']],
    ['Saint-Isidore', 800, [], ['E8M']], ['Grande-Anse', 900, [], ['E8N']], ['Paquetville', 700, [], ['E8R']], ['Blackville', 900, [], ['E9B']], ['Doaktown', 800, [], ['E9C']],
    ['Florenceville-Bristol', 1600, ['Florenceville'], ['E7L']],
    ['Grand Manan Island', 2600, ['Grand Manan'], ['E5G']], ['Saint-Jacques', 1600, ['St-Jacques'], ['E7B']],
  ],
  'CA-NL': [
    ['Paradise', 23000, []], ['Clarenville', 6700, []], ['Nain', 1200, []], ['Wabush', 2000, []],
    ['Portugal Cove-St. Phillip’s', 8400, ['Portugal Cove-St. Philip’s', 'Portugal Cove']],
  ],
  'CA-PE': [['Stratford', 10900, []], ['Tignish', 700, [], [46.95, -64.034]]],
  'CA-NT': [['Fort Simpson', 1100, []]],
  'CA-NU': [['Baker Lake', 2100, ['Qamani’tuaq']], ['Kinngait', 1400, []]],
};

// As above, of places that lie within a city, or did not merge with it in people's minds.
export const PARTS = {
  'CA-ON': [
    ['Scarborough', 629900, [], [43.7731, -79.2578]], ['Orléans', 126000, ['Orleans'], [45.469, -75.516]], ['Barrhaven', 103200, [], [45.275, -75.758]],
    ['York', 145700, [], ['M6C', 'M6E', 'M6M', 'M6N']], ['Don Mills', 30000, [], ['M3B', 'M3C']], ['Downsview', 60000, [], ['M3K', 'M3L', 'M3M']],
    ['Woodbridge', 105200, [], ['L4H', 'L4L']], ['Maple', 84000, [], ['L6A']], ['Unionville', 50000, [], ['L3R']], ['Thornhill', 112700, []],
    ['Malton', 38000, [], ['L4T']], ['Streetsville', 15000, [], ['L5M']], ['Port Credit', 12000, [], ['L5H']], ['Erin Mills', 60000, [], ['L5L']],
    ['Dundas', 25000, [], ['L9H']], ['Stoney Creek', 73000, []], ['Stittsville', 45000, []], ['Gloucester', 150000, []], ['Cumberland', 15000, [], ['K4C']],
  ],
  'CA-QC': [
    ['Aylmer', 60000, []], ['Masson-Angers', 14000, [], ['J8M']], ['Sainte-Foy', 73000, []], ['Charlesbourg', 80000, []],
    ['Beauport', 80000, []], ['Cap-Rouge', 16000, [], ['G1Y']], ['Loretteville', 20000, [], ['G2A', 'G2B']], ['Val-Bélair', 25000, [], ['G3J', 'G3K']],
    ['Saint-Émile', 15000, [], ['G3E']], ['Charny', 11000, [], ['G6X']], ['Saint-Nicolas', 20000, [], ['G7A']], ['Saint-Jean-Chrysostome', 19000, [], ['G6Z']],
    ['Saint-Rédempteur', 8000, [], ['G6K']], ['Saint-Étienne-de-Lauzon', 9000, [], ['G6J']], ['Pintendre', 6500, [], ['G6C']],
    ['LaSalle', 82900, ['Lasalle', 'La Salle'], ['H8N', 'H8P']], ['Lachine', 47000, [], ['H8S', 'H8T']], ['Anjou', 45300, [], ['H1J', 'H1K']],
    ['L’Île-Bizard', 18400, ['Île-Bizard'], ['H9C']], ['Sainte-Geneviève', 3000, [], ['H9H']], ['Ahuntsic', 79000, ['Ahuntsic-Cartierville'], ['H2C', 'H2M', 'H3L']],
    ['Rosemont', 146500, ['Rosemont–La Petite-Patrie'], ['H1X', 'H1Y']], ['Villeray', 62000, [], ['H2P', 'H2R']], ['Côte-des-Neiges', 100000, ['Côte-des-Neiges–Notre-Dame-de-Grâce'], ['H3S', 'H3T']],
    ['Hochelaga', 60000, ['Hochelaga-Maisonneuve'], ['H1W']], ['Rivière-des-Prairies', 60000, [], ['H1E']], ['Pointe-aux-Trembles', 55000, [], ['H1A']],
    ['Verdun', 69200, []], ['Outremont', 24000, []], ['Montréal-Nord', 84200, []], ['Pierrefonds', 60000, []], ['Roxboro', 6000, []], ['Le Plateau-Mont-Royal', 104000, ['Plateau Mont-Royal']],
    ['L’Île-des-Sœurs', 20000, ['Île-des-Sœurs', 'Nuns’ Island'], ['H3E']], ['Griffintown', 15000, [], ['H3C']], ['Saint-Hubert', 86000, []], ['Greenfield Park', 17000, []],
    ['Vimont', 45000, [], ['H7M']], ['Auteuil', 40000, [], ['H7H', 'H7K']], ['Sainte-Rose', 30000, [], ['H7L']], ['Fabreville', 50000, [], ['H7P']],
    ['Sainte-Dorothée', 30000, [], ['H7X']], ['Saint-Luc', 25000, [], ['J2W']], ['La Plaine', 20000, [], ['J7M']], ['Fleurimont', 47000, [], ['J1E', 'J1G']],
    ['Cap-de-la-Madeleine', 34000, [], ['G8T', 'G8V', 'G8W']], ['Grand-Mère', 14000, [], ['G9T']], ['Chicoutimi', 69000, []], ['La Baie', 19000, []],
    ['Laterrière', 5000, [], ['G7N']],
  ],
  'CA-BC': [['Steveston', 25000, []], ['Cloverdale', 60000, []], ['Guildford', 60000, []], ['Newton', 130000, []]],
  'CA-MB': [['Saint-Boniface', 55000, [], ['R2H', 'R2J']], ['Transcona', 36000, [], ['R2C']]],
  'CA-NS': [['Bedford', 27000, []], ['Clayton Park', 25000, []], ['Spryfield', 12000, []]],
};

// Other names of places that the extracts have: other name -> name.
export const OTHER_NAMES = {
  'CA-ON': {
    'Chatham-Kent': 'Chatham', 'Kawartha Lakes': 'Lindsay', Georgina: 'Keswick', 'New Tecumseth': 'Alliston', 'Centre Wellington': 'Fergus', Rockland: 'Clarence-Rockland',
    Essa: 'Angus', Trenton: 'Quinte West', 'Prince Edward County': 'Prince Edward', Simcoe: 'Norfolk County', 'Kitchener-Waterloo': 'Kitchener', 'Ottawa-Gatineau': 'Ottawa',
    'Greater Toronto Area': 'Toronto', 'Greater Toronto': 'Toronto', GTA: 'Toronto',
  },
  'CA-QC': {
    'Quebec City': 'Québec', 'Ville de Québec': 'Québec', 'Greater Montreal': 'Montréal', 'Grand Montréal': 'Montréal', Valleyfield: 'Salaberry-de-Valleyfield',
    Vaudreuil: 'Vaudreuil-Dorion', 'Ancienne-Lorette': 'L’Ancienne-Lorette', 'La Pêche': 'Wakefield',
  },
  'CA-AB': { 'Wood Buffalo': 'Fort McMurray', 'Strathcona County': 'Sherwood Park' },
  'CA-BC': { 'Metro Vancouver': 'Vancouver', 'Greater Vancouver': 'Vancouver', Westbank: 'West Kelowna' },
  'CA-NS': { 'Cape Breton': 'Sydney', 'Cape Breton Regional Municipality': 'Sydney', Sackville: 'Lower Sackville', 'Halifax Regional Municipality': 'Halifax' },
  'CA-NB': { Tracadie: 'Tracadie-Sheila' },
  'CA-NL': { 'Goose Bay': 'Happy Valley-Goose Bay', 'Grand Falls': 'Grand Falls-Windsor' },
  'US-NY': { NYC: 'New York City', 'N.Y.C.': 'New York City', 'New York': 'New York City' },
  'US-CA': { LA: 'Los Angeles', 'L.A.': 'Los Angeles' },
  'US-DC': { 'Washington DC': 'Washington', 'Washington D.C.': 'Washington' },
  'US-TX': { 'Dallas-Fort Worth': 'Dallas' },
  'US-MN': { 'Minneapolis-St. Paul': 'Minneapolis', 'Twin Cities': 'Minneapolis' },
  'US-NC': { 'Raleigh-Durham': 'Raleigh' },
  'RW-01': { Gasabo: 'Kigali', Kicukiro: 'Kigali', Nyarugenge: 'Kigali' }, 'RW-03': { Gicumbi: 'Byumba' },
  'RW-04': { Rubavu: 'Gisenyi', Rusizi: 'Cyangugu', Karongi: 'Kibuye' },
  'RW-05': { Huye: 'Butare', Muhanga: 'Gitarama' },
};
