// How often is the state of the nearest settlement the state? Against the borders of the US Census Bureau, with seeded points.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { geoBounds, geoContains } from 'd3-geo';
import { feature } from 'topojson-client';

const POINTS = 6000;
const KILOMETRES_PER_DEGREE = 111.2;
const RADIANS = Math.PI / 180;

const topology = JSON.parse(readFileSync(new URL('node_modules/us-atlas/states-10m.json', import.meta.url)));
const names = JSON.parse(readFileSync(new URL('../../src/Reports.Domain/Catalog/Data/names.en.json', import.meta.url)));
const codes = new Map(Object.entries(names).filter(([code]) => code.startsWith('US-')).map(([code, name]) => [name, code]));
const states = feature(topology, topology.objects.states).features
  .map((shape) => ({ shape, code: codes.get(shape.properties.name), bounds: geoBounds(shape) }))
  .filter((state) => state.code);

const vector = (latitude, longitude) => [
  Math.cos(latitude * RADIANS) * Math.cos(longitude * RADIANS),
  Math.cos(latitude * RADIANS) * Math.sin(longitude * RADIANS),
  Math.sin(latitude * RADIANS),
];
const settlements = gunzipSync(readFileSync(new URL('../../src/Reports.Pipeline/Places/Data/cities.tsv.gz', import.meta.url))).toString()
  .split('\n').map((line) => line.split('\t')).filter(([country]) => country === 'US')
  .map(([, code, latitude, longitude]) => ({ code, latitude: +latitude, longitude: +longitude, at: vector(+latitude, +longitude) }));

let seed = 7;
const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;

function nearest(latitude, longitude) {
  const [x, y, z] = vector(latitude, longitude);
  let found = settlements[0], closest = -2;
  for (const settlement of settlements) {
    const cosine = x * settlement.at[0] + y * settlement.at[1] + z * settlement.at[2];
    if (cosine > closest) [closest, found] = [cosine, settlement];
  }
  return found.code;
}

const within = ([[west, south], [east, north]], latitude, longitude) =>
  latitude >= south && latitude <= north && (west > east || (longitude >= west && longitude <= east));
const stateOf = (latitude, longitude) =>
  states.find(({ shape, bounds }) => within(bounds, latitude, longitude) && geoContains(shape, [longitude, latitude]))?.code;

function measure(title, point) {
  let right = 0;
  for (let n = 0; n < POINTS;) {
    const [latitude, longitude] = point();
    const code = stateOf(latitude, longitude);
    if (!code) continue;
    n++;
    right += nearest(latitude, longitude) === code ? 1 : 0;
  }
  console.log(`${title}: ${(100 * right / POINTS).toFixed(1)} %`);
}

for (const kilometres of [2, 5, 10]) {
  measure(`within ${kilometres} km of a settlement`, () => {
    const { latitude, longitude } = settlements[Math.floor(random() * settlements.length)];
    const [angle, distance] = [random() * 2 * Math.PI, Math.sqrt(random()) * kilometres / KILOMETRES_PER_DEGREE];
    return [latitude + distance * Math.cos(angle), longitude + distance * Math.sin(angle) / Math.cos(latitude * RADIANS)];
  });
}
measure('evenly over the land', () => [24 + random() * 25.5, -125 + random() * 59]);
