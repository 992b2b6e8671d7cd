// address-country.mmdb: the country of an address, uncompressed because it is read through a memory map.
import fs from 'node:fs';
import { packageFile, places, write } from './files.mjs';

const source = '@ip-location-db/geo-whois-asn-country-mmdb';

export function buildAddresses() {
  write(`${places}/address-country.mmdb`, fs.readFileSync(packageFile(`${source}/geo-whois-asn-country.mmdb`)));
}
