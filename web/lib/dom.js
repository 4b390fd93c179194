// Making elements, without a framework.

const Svg = 'http://www.w3.org/2000/svg';

/** An element: h('a', { href, class, onclick, 'aria-label': … }, ...children). Null, undefined and false children are left out. */
export function h(name, properties, ...children) {
  const element = document.createElement(name);
  set(element, properties ?? {});
  append(element, children);
  return element;
}

/** The same for SVG. */
export function svg(name, attributes, ...children) {
  const element = document.createElementNS(Svg, name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    element.setAttribute(key, value);
  }

  append(element, children);
  return element;
}

/** Replaces what is inside of an element. */
export function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

/** Replaces a view's content; where its heading had the focus, the new heading gets it. */
export function refill(main, ...children) {
  const hadFocus = main.querySelector('h1') === document.activeElement;
  fill(main, ...children);
  if (hadFocus) {
    focusHeading(main);
  }
}

/** Gives a view's heading the focus, for who does not see that it is a new one. */
export function focusHeading(main) {
  const heading = main.querySelector('h1');
  heading?.setAttribute('tabindex', '-1');
  heading?.focus({ preventScroll: true });
}

function set(element, properties) {
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }

    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else if (key in element && !key.startsWith('aria') && !['list', 'form', 'role', 'for'].includes(key) && typeof value !== 'string') {
      element[key] = value;
    } else if (key === 'value' && 'value' in element) {
      element.value = value;
    } else {
      element.setAttribute(key, value === true ? '' : value);
    }
  }
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) {
      element.append(child);
    }
  }
}

let counter = 0;

/** An ID that no other element has. */
export function uniqueId(prefix) {
  counter += 1;
  return `${prefix}-${counter}`;
}

const Icons = {
  check: 'M3 8.5 6.5 12 13 4.5',
  copy: 'M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z',
  download: 'M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11',
  close: 'M4 4l8 8M12 4l-8 8',
  arrow: 'M3 8h10M9 4l4 4-4 4',
  back: 'M13 8H3M7 4 3 8l4 4',
  warning: 'M8 2 14.5 13.5h-13zM8 6.5v3M8 11.5v.2',
  code: 'M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.5 10.5 14 14',
  qr: 'M2.5 2.5h4v4h-4zM9.5 2.5h4v4h-4zM2.5 9.5h4v4h-4zM9.5 9.5h1.5v1.5M13.5 9.5v4h-4M9.5 13.4v.1',
};

/** A line drawing; it says nothing to screen readers. */
export function icon(name) {
  return svg('svg', { viewBox: '0 0 16 16', class: 'icon', 'aria-hidden': 'true', focusable: 'false' }, svg('path', { d: Icons[name] }));
}

/** Tells screen readers what happened. */
export function announce(text) {
  const region = document.getElementById('announcements');
  region.textContent = '';
  requestAnimationFrame(() => { region.textContent = text; });
}

/** Calls a function once it has not been asked to for so many milliseconds. */
export function debounce(action, delay) {
  let timer;
  const later = (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), delay);
  };
  later.cancel = () => clearTimeout(timer);
  return later;
}
