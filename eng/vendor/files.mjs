// Where things are read from and written to. Output is byte-for-byte repeatable, so a check can compare it with what is committed.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const repository = process.env.VENDOR_OUTPUT ?? path.resolve(here, '../..');
const require = createRequire(import.meta.url);

export const catalogue = 'src/Reports.Domain/Catalog/Data';
export const places = 'src/Reports.Pipeline/Places/Data';
export const mapImages = 'src/Reports.Web/wwwroot/map';
export const mapData = 'src/Reports.Web/Features/Map';

export const data = name => require(name);
export const packageFile = name => path.join(here, 'node_modules', name);
export const read = file => fs.readFileSync(path.join(repository, file), 'utf8');

export function write(file, content) {
  const target = path.join(repository, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, content);
  console.log(`${String(fs.statSync(target).size).padStart(9)}  ${file}`);
}

// One entry a line: small enough to serve as is, and a change shows as one line in a diff.
export const writeList = (file, items) => write(file, `[\n${items.map(item => JSON.stringify(item)).join(',\n')}\n]\n`);
export const writeMap = (file, map) =>
  write(file, `{\n${Object.entries(map).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(',\n')}\n}\n`);

export function writeGzip(file, text) {
  const bytes = zlib.gzipSync(Buffer.from(text, 'utf8'), { level: 9 });
  // The tenth byte names the machine's system, and would differ between them.
  bytes[9] = 255;
  write(file, bytes);
}

// A table written by hand: `|` between columns, `#` starts a comment, the first line names the columns.
export function table(name) {
  const lines = fs.readFileSync(path.join(here, 'tables', name), 'utf8').split('\n').filter(line => line && !line.startsWith('#'));
  const [columns, ...rows] = lines.map(line => line.split('|').map(cell => cell.trim()));
  return rows.map(row => Object.fromEntries(columns.map((column, i) => [column, row[i] ?? ''])));
}
