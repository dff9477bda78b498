/** City, then district; a city's own entry is among its districts. */
import {fillOptions} from '../binding.js';

export default function region(element, session) {
  const city = element.querySelector('[data-region="city"]');
  const district = element.querySelector('[data-region="district"]');
  const cities = session.context.cities ?? [];

  const districts = () => {
    const chosen = cities.find(entry => String(entry.code) === city.value);
    fillOptions(district, chosen?.districts ?? [], chosen ? '请选择区县' : '请先选择市');
    district.disabled = !chosen || city.disabled;
  };
  const changed = () => {
    district.value = '';
    districts();
  };

  fillOptions(city, cities, '请选择市');
  districts();
  city.addEventListener('change', changed);
  return {stop: () => city.removeEventListener('change', changed)};
}
