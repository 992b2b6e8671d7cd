// The world of the pages: Equal Earth, turned 11 degrees so that the cut falls in the Bering Strait, without Antarctica.
import { geoArea, geoCentroid, geoEqualEarth, geoPath } from 'd3-geo';
import { mapData, mapImages, write } from './files.mjs';
import { codeOf, features, polygons } from './world.mjs';

const width = 2000, margin = 8, dotRadius = 4;
// From close by: what lies less than this beside a line is left out, and dots are only for what has no outline even then.
const fineTolerance = 0.25, fineDotRadius = 0.8;

// Where a bubble stands when the middle of the largest part is not where the people are, or no part is drawn.
const anchors = {
  US: [-95, 38.5], CA: [-100, 55], GB: [-1.8, 52.6], NL: [5.3, 52.2], IT: [12.2, 43], NO: [9, 61], FR: [2.5, 46.6],
  BV: [3.4, -54.4], GI: [-5.35, 36.14], TV: [177.5, -6.5], UM: [166.6, 19.3],
};
const frames = { america: [-128, -54, -36, 62], 'middle-east': [25, 12, 62, 41], europe: [-11, 35.5, 38, 65], africa: [-18, -35, 52, 37], 'asia-pacific': [62, -46, 170, 52] };

const drawn = list => list.filter(feature => feature.properties.name !== 'Antarctica');
const coarse = drawn(features('110m')), fine = drawn(features('50m'));
const collection = { type: 'FeatureCollection', features: coarse };
const turn = 11, projection = geoEqualEarth().rotate([-turn, 0]).fitWidth(width, collection);
const path = geoPath(projection);
const [[, top], [, bottom]] = path.bounds(collection);
const height = Math.ceil(bottom - top) + 2 * margin;
const [x, y] = projection.translate();
projection.translate([x, y - top + margin]);
// Islands just east of the cut would fall off the edge.
const point = position => {
  const [px, py] = projection(position).map(Math.round);
  return [Math.min(Math.max(px, margin), width - margin), Math.min(py, height - margin)];
};

// An absolute path as a relative one in whole pixels, or in so many parts of one, without the points that round to nothing.
function compact(d, parts = 1) {
  const number = value => String(value / parts).replace(/^(-?)0\./, '$1.');
  let out = '';
  for (const ring of d.split('M').slice(1)) {
    const [first, ...rest] = ring.replace('Z', '').split('L').map(pair => pair.split(',').map(value => Math.round(Number(value) * parts)));
    let [px, py] = first;
    const steps = [];
    for (const [nx, ny] of rest) {
      if (nx === px && ny === py) continue;
      steps.push(`${number(nx - px)}${ny < py ? '' : ','}${number(ny - py)}`);
      [px, py] = [nx, ny];
    }
    if (steps.length > 1) out += `M${first.map(number)}l${steps.join(' ').replaceAll(' -', '-')}${ring.endsWith('Z') ? 'z' : ''}`;
  }
  return out;
}

// Douglas and Peucker, on the arcs that neighbours share: their borders stay one line.
function simplify(arc) {
  const drawn = arc.map(position => projection(position)), kept = new Set([0, arc.length - 1]), open = [[0, arc.length - 1]];
  while (open.length) {
    const [from, to] = open.pop(), [[ax, ay], [bx, by]] = [drawn[from], drawn[to]], length = Math.hypot(bx - ax, by - ay);
    let most = fineTolerance, at = -1;
    for (let i = from + 1; i < to; i++) {
      const [px, py] = drawn[i];
      const off = length ? Math.abs((bx - ax) * (ay - py) - (ax - px) * (by - ay)) / length : Math.hypot(px - ax, py - ay);
      if (off > most) [most, at] = [off, i];
    }
    if (at < 0) continue;
    kept.add(at);
    open.push([from, at], [at, to]);
  }
  return arc.filter((_, i) => kept.has(i));
}

function outlines(list, parts) {
  const shapes = {};
  for (const feature of list) {
    for (const polygon of polygons(feature)) {
      const code = codeOf(feature, polygon);
      // St. Lawrence Island lies beyond the cut and would be drawn at the other edge.
      if (!code || (code === 'US' && path.centroid(polygon)[0] > 0.7 * width)) continue;
      shapes[code] = (shapes[code] ?? '') + compact(path(polygon) ?? '', parts);
    }
  }
  return shapes;
}

function middles() {
  const largest = {}, middle = {};
  for (const feature of fine) {
    for (const polygon of polygons(feature)) {
      const code = codeOf(feature, polygon), area = geoArea(polygon);
      if (!code || area <= (largest[code] ?? 0)) continue;
      largest[code] = area;
      middle[code] = point(geoCentroid(polygon));
    }
  }
  for (const [code, position] of Object.entries(anchors)) middle[code] = point(position);
  return Object.fromEntries(Object.entries(middle).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function crop([west, south, east, north]) {
  const xs = [], ys = [];
  for (let i = 0; i <= 20; i++) {
    for (let j = 0; j <= 20; j++) {
      const [cx, cy] = projection([west + ((east - west) * i) / 20, south + ((north - south) * j) / 20]);
      xs.push(cx);
      ys.push(cy);
    }
  }
  const left = Math.min(...xs), above = Math.min(...ys);
  return [left, above, Math.max(...xs) - left, Math.max(...ys) - above].map(Math.round);
}

function picture(shapes, anchor, radius) {
  const lines = [
    ...Object.keys(shapes).filter(code => shapes[code]).sort().map(code => `<path id="${code}" d="${shapes[code]}"/>`),
    ...Object.keys(anchor).filter(code => !shapes[code]).map(code => `<circle id="${code}" cx="${anchor[code][0]}" cy="${anchor[code][1]}" r="${radius}"/>`),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><g id="world">${lines.join('\n')}</g></svg>\n`;
}

export function buildMap() {
  const anchor = middles(), shapes = outlines(coarse), close = outlines(drawn(features('50m', simplify)), 5);
  const ids = Object.keys(shapes).sort(), dots = Object.keys(anchor).filter(code => !shapes[code]);
  write(`${mapImages}/world.svg`, picture(shapes, anchor, dotRadius));
  write(`${mapImages}/world-close.svg`, picture(close, anchor, fineDotRadius));
  const crops = Object.fromEntries(Object.entries(frames).map(([region, frame]) => [region, crop(frame)]));
  write(`${mapData}/world.json`, `${JSON.stringify({ W: width, H: height, scale: projection.scale(), origin: projection.translate(), turn, anchor, dots, crops, ids })}\n`);
}
