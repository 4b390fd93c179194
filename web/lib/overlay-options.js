// Options of an overlay are a text of YAML; known ones are lines of it that a form can change.

function lineOf(name) {
  return new RegExp(`^"?${name.replace(/[^\w]/g, '\\$&')}"?:[ \t]*(.*)$`, 'm');
}

/** The value of an option that stands on one line, as text or boolean; null when it is not there, undefined when it spans lines. */
export function get(text, name) {
  const match = lineOf(name).exec(text);
  if (!match) {
    return null;
  }

  const value = match[1].trim();
  if (value.startsWith('"')) {
    try {
      return JSON.parse(value);
    } catch {
      return undefined;
    }
  }

  if (value === 'true' || value === 'false') {
    return value === 'true';
  }

  return /^[|>&*{['!]/.test(value) || value === '' ? undefined : value;
}

/** The text with another value; null and '' and false take the option away. */
export function set(text, name, value) {
  const without = text.split('\n').filter((line) => line.trim() !== '' && !lineOf(name).test(line));
  if (value !== null && value !== '' && value !== false) {
    without.push(`${name}: ${JSON.stringify(value)}`);
  }

  return without.join('\n');
}

/** Options that came as JSON, one a line. */
export function fromObject(options) {
  return Object.entries(options).map(([name, value]) => `${/^[A-Za-z_][\w-]*$/.test(name) ? name : JSON.stringify(name)}: ${JSON.stringify(value)}`).join('\n');
}
