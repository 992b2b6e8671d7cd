// The faces of shared pictures: whole fonts of two weights, in a format that needs no other decoder than zlib.
import fs from 'node:fs';
import { packageFile, write } from './files.mjs';

const folder = 'src/Reports.Web/Features/Sharing/Fonts';
const families = { 'radio-canada': ['latin', 'latin-ext'], 'noto-sans-arabic': ['arabic'] };

export function buildFonts() {
  for (const [family, subsets] of Object.entries(families)) {
    for (const subset of subsets)
      for (const weight of [400, 700]) write(`${folder}/${family}-${subset}-${weight}-normal.woff`, fs.readFileSync(packageFile(`@fontsource/${family}/files/${family}-${subset}-${weight}-normal.woff`)));
    write(`${folder}/LICENSE-${family}.txt`, fs.readFileSync(packageFile(`@fontsource/${family}/LICENSE`)));
  }
}
