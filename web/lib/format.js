// Sizes and times for people.

const Units = ['kB', 'MB', 'GB', 'TB'];

/** Bytes with three figures: 1.23 MB is 1,230,000 bytes. */
export function bytes(count, language = 'en') {
  if (count < 1000) {
    return `${count} B`;
  }

  let value = count / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < Units.length - 1) {
    value /= 1000;
    unit += 1;
  }

  return `${new Intl.NumberFormat(language, { maximumSignificantDigits: 3 }).format(value)} ${Units[unit]}`;
}

/** Bytes in full. */
export function exactBytes(count, language = 'en') {
  return new Intl.NumberFormat(language).format(count);
}

/** A duration, rounded to what anybody can know. */
export function seconds(value, language = 'en') {
  const minutes = value >= 90;
  const amount = minutes ? Math.round(value / 60) : Math.max(1, Math.round(value));
  return new Intl.NumberFormat(language, { style: 'unit', unit: minutes ? 'minute' : 'second', unitDisplay: 'short' }).format(amount);
}

/** The beginning of an ID. */
export function short(id) {
  return id.slice(0, 12);
}
