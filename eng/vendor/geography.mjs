// countries.geojson.gz: which country a point lies in. Planar, cut at the antimeridian: world-atlas is spherical,
// and a planar reader would see bars across the map.
import { geoEquirectangular } from 'd3-geo';
import { geoProject } from 'd3-geo-projection';
import { places, writeGzip } from './files.mjs';
import { codeOf, features, polygons } from './world.mjs';

const degrees = 180 / Math.PI, decimals = 1e4;

// Too small for the 50m outlines: left out there, or drawn a mile off in the neighbour's streets.
const byHand = {
  GI: [[-5.369, 36.106], [-5.336, 36.106], [-5.336, 36.155], [-5.369, 36.155]],
  MC: [[7.409, 43.728], [7.418, 43.7245], [7.43, 43.729], [7.44, 43.749], [7.437, 43.7512], [7.425, 43.7435], [7.415, 43.736]],
  VA: [[12.4457, 41.9017], [12.448, 41.9003], [12.4524, 41.9003], [12.4584, 41.9022], [12.456, 41.9042], [12.453, 41.9074], [12.449, 41.9066]],
};

export function buildGeography() {
  const flat = geoEquirectangular().scale(degrees).translate([0, 0]).precision(0.01);
  // The projection's y points down. Turning it with reflectY would also turn the rings over, and geoProject tells holes by their turn.
  const upright = rings => rings.map(ring => ring.map(([x, y]) => [x, -y]));
  const shapes = {};
  for (const feature of features('50m')) {
    for (const polygon of polygons(feature)) {
      const code = codeOf(feature, polygon);
      const cut = code && geoProject(polygon, flat);
      if (!cut) continue;
      (shapes[code] ??= []).push(...(cut.type === 'Polygon' ? [cut.coordinates] : cut.coordinates).map(upright));
    }
  }
  for (const [code, ring] of Object.entries(byHand)) shapes[code] = [[[...ring, ring[0]]]];
  const list = Object.keys(shapes).sort().map(code => ({
    type: 'Feature',
    properties: { code },
    geometry: { type: 'MultiPolygon', coordinates: shapes[code] },
  }));
  const text = JSON.stringify({ type: 'FeatureCollection', features: list }, (_, value) =>
    typeof value === 'number' ? Math.round(value * decimals) / decimals : value);
  writeGzip(`${places}/countries.geojson.gz`, text);
}
