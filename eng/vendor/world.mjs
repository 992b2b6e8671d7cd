// Natural Earth's countries under the codes we use.
import { geoCentroid } from 'd3-geo';
import { feature } from 'topojson-client';
import { data } from './files.mjs';

const alpha2 = Object.fromEntries(data('i18n-iso-countries/codes.json').map(([code, , numeric]) => [numeric, code]));

// Natural Earth gives these no ISO number, or draws them inside the country that governs them.
const unnumbered = { Kosovo: 'XK', 'N. Cyprus': 'CY', Somaliland: 'SO' };
const overseas = {
  AU: ([lon, lat]) => (lat > -13.5 && lon < 100 ? 'CC' : lat > -11 && lon < 107 ? 'CX' : 'AU'),
  FR: ([lon, lat]) => (lon < -40 ? (lat < 10 ? 'GF' : lat < 15.2 ? 'MQ' : 'GP') : lat < 0 ? (lon > 50 ? 'RE' : 'YT') : 'FR'),
  NL: ([lon]) => (lon < -40 ? 'BQ' : 'NL'),
  NO: ([lon, lat]) => (lat > 73 || lon < 0 ? (lat < -40 ? 'BV' : 'SJ') : 'NO'),
  NZ: ([lon, lat]) => (lat > -12 ? 'TK' : 'NZ'),
};

// With a function that thins a line: every border once, so that neighbours still fit.
export function features(resolution, thin) {
  let topology = data(`world-atlas/countries-${resolution}.json`);
  if (thin) {
    const arcs = topology.arcs.map((_, i) => feature(topology, { type: 'LineString', arcs: [i] }).geometry.coordinates);
    topology = { ...topology, transform: undefined, arcs: arcs.map(thin) };
  }
  return feature(topology, topology.objects.countries).features;
}

export const polygons = ({ geometry }) =>
  (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).map(coordinates => ({ type: 'Polygon', coordinates }));

export function codeOf({ id, properties }, polygon) {
  const code = properties.name === 'Indian Ocean Ter.' ? 'AU' : unnumbered[properties.name] ?? alpha2[id];
  return overseas[code] ? overseas[code](geoCentroid(polygon)) : code;
}
