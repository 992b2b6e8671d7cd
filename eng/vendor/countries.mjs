// countries.json: ISO 3166-1 and XK, each with its macro-region, its zone and the subdivisions we know.
import { catalogue, data, table, writeList } from './files.mjs';

const containment = data('cldr-core/supplemental/territoryContainment.json').supplemental.territoryContainment;
const continents = { '002': 'africa', '019': 'america', '142': 'asia-pacific', '150': 'europe', '009': 'asia-pacific' };

export const codes = [...new Set([...data('i18n-iso-countries/codes.json').map(([alpha2]) => alpha2), 'XK'])].sort();
export const subdivisions = table('subdivisions.txt');

function macroRegions() {
  const regions = {};
  const visit = (code, region) => {
    regions[code] ??= region;
    for (const child of containment[code]?._contains ?? []) visit(child, region);
  };
  for (const [code, region] of Object.entries(continents)) visit(code, region);
  for (const { code, region } of table('macro-regions.txt')) regions[code] = region;
  return regions;
}

// windowsZones names the zones of every territory; where it names one only, that is the country's.
function zones() {
  const renamed = Object.fromEntries(table('zone-renames.txt').map(row => [row.old, row.new]));
  const found = {};
  for (const { mapZone } of data('cldr-core/supplemental/windowsZones.json').supplemental.windowsZones.mapTimezones) {
    for (const zone of mapZone._type.split(' ')) (found[mapZone._territory] ??= new Set()).add(renamed[zone] ?? zone);
  }
  const chosen = Object.fromEntries(table('zones.txt').map(row => [row.code, row.zone]));
  return code => {
    if (chosen[code]) return chosen[code];
    const all = [...(found[code] ?? [])];
    if (all.length !== 1) throw new Error(`${code} needs a line in tables/zones.txt: ${all.join(' ')}`);
    return all[0];
  };
}

export function buildCountries() {
  const region = macroRegions(), zone = zones();
  writeList(`${catalogue}/countries.json`, codes.map(code => {
    if (!region[code]) throw new Error(`${code} has no macro-region`);
    const parts = subdivisions.filter(row => row.code.startsWith(`${code}-`)).sort((a, b) => (a.code < b.code ? -1 : 1));
    return {
      code,
      macroRegion: region[code],
      timeZone: zone(code),
      ...(parts.length && { subdivisions: parts.map(row => ({ code: row.code, ...(row.zone && { timeZone: row.zone }) })) }),
    };
  }));
}
