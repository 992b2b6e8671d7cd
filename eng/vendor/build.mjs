import { buildAddresses } from './addresses.mjs';
import { buildCities } from './cities.mjs';
import { buildCityNames } from './citynames.mjs';
import { buildCountries } from './countries.mjs';
import { buildFonts } from './fonts.mjs';
import { buildGeography } from './geography.mjs';
import { buildLicences } from './licences.mjs';
import { buildMap } from './map.mjs';
import { buildNames } from './names.mjs';

buildCountries();
buildNames();
buildMap();
buildGeography();
buildCities();
buildCityNames();
buildAddresses();
buildFonts();
buildLicences();
