// The widget that works out a proof of work, in the build that brings no worker and no style of its own: what it needs are files of the site.
import fs from 'node:fs';
import { packageFile, write } from './files.mjs';

const folder = 'src/Reports.Web/wwwroot/altcha';
const copies = { 'altcha.min.js': 'dist/external/altcha.min.js', 'altcha.css': 'dist/external/altcha.css', 'pbkdf2.js': 'dist/workers/pbkdf2.js', 'LICENSE-altcha.txt': 'LICENSE.txt' };

export function buildAltcha() {
  for (const [file, source] of Object.entries(copies)) write(`${folder}/${file}`, fs.readFileSync(packageFile(`altcha/${source}`)));
}
