// names.{language}.json: what people call a country or subdivision, in their language.
import { catalogue, data, writeMap } from './files.mjs';
import { codes, subdivisions } from './countries.mjs';

export const languages = ['en', 'it', 'es', 'pt', 'fr', 'de', 'tr', 'ar'];

// CLDR's full name of these is an administrative formula ("Hong Kong SAR China"); its short one is what people say.
const short = new Set(['HK', 'MM', 'MO', 'PS']);

const territories = language => data(`cldr-localenames-full/main/${language}/territories.json`).main[language].localeDisplayNames.territories;
const divisions = language =>
  data(`cldr-subdivisions-full/subdivisions/${language}/${language}.json`).subdivisions.localeDisplayNames.subdivisions;

export function buildNames() {
  const english = divisions('en'), fallbacks = {};
  for (const language of languages) {
    const country = territories(language), own = divisions(language), names = {};
    for (const code of codes) names[code] = (short.has(code) && country[`${code}-alt-short`]) || country[code];
    for (const row of subdivisions) {
      const key = row.code.toLowerCase().replace('-', '');
      names[row.code] = row[language] || (language !== 'en' && own[key]) || row.en || english[key];
      if (!row[language] && !own[key]) fallbacks[language] = (fallbacks[language] ?? 0) + 1;
    }
    writeMap(`${catalogue}/names.${language}.json`, names);
  }
  console.log('subdivisions named as in English:', fallbacks);
}
