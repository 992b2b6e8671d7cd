// Whether the catalogue's files agree with each other. Run after editing services.json, problems.json or a table.
import { catalogue, mapData, read } from './files.mjs';
import { languages } from './names.mjs';

const json = file => JSON.parse(read(file));
const faults = [];
const expect = (condition, fault) => condition || faults.push(fault);
const unique = (values, what) => expect(new Set(values).size === values.length, `${what} repeat`);

const countries = json(`${catalogue}/countries.json`), services = json(`${catalogue}/services.json`), problems = json(`${catalogue}/problems.json`);
const subdivisions = countries.flatMap(country => country.subdivisions ?? []);
const codes = [...countries, ...subdivisions].map(place => place.code);
const regions = ['america', 'middle-east', 'europe', 'africa', 'asia-pacific'];

unique(codes, 'place codes');
for (const country of countries) expect(regions.includes(country.macroRegion), `${country.code} lies in no macro-region`);
for (const place of [...countries, ...subdivisions]) {
  if (place.timeZone) new Intl.DateTimeFormat('en', { timeZone: place.timeZone });
}

for (const language of languages) {
  const names = json(`${catalogue}/names.${language}.json`);
  for (const code of codes) expect(names[code]?.trim(), `${code} has no name in ${language}`);
  expect(Object.keys(names).length === codes.length, `names.${language}.json has names of no place`);
}

const known = new Set(problems.map(problem => problem.slug));
for (const [what, list] of Object.entries({ problems, services })) {
  unique(list.map(item => item.slug), `${what}' slugs`);
  expect(list.every((item, i) => item.id === i + 1), `${what}' ids are not 1 to ${list.length}`);
  for (const { slug } of list) expect(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug), `${slug} is no slug`);
}

unique(services.map(service => service.name), "services' names");
for (const service of services) {
  const own = service.problems;
  expect(own.length >= 5 && own.length <= 6 && own.at(-1) === 'other' && new Set(own).size === own.length, `${service.slug}'s problems`);
  for (const problem of own) expect(known.has(problem), `${service.slug} has the unknown problem ${problem}`);
  for (const code of service.homeCountries) expect(codes.includes(code), `${service.slug} is at home in ${code}`);
  for (const address of [service.site, service.statusPage]) expect(address === null || address.startsWith('https://'), `${service.slug}: ${address}`);
}

const map = json(`${mapData}/world.json`);
for (const country of countries) expect(map.anchor[country.code] || country.code === 'AQ', `${country.code} is not on the map`);
for (const code of [...map.ids, ...map.dots]) expect(codes.includes(code), `the map draws ${code}`);

faults.forEach(fault => console.error(fault));
console.log(`${countries.length} countries, ${subdivisions.length} subdivisions, ${services.length} services, ${problems.length} problems, ${faults.length} faults`);
process.exitCode = faults.length ? 1 : 0;
