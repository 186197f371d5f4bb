/** What an element may hold. Strings become text nodes: trace text never becomes markup. */
export type Content = Node | string | null | undefined | false | Content[];

type Attributes = Record<string, string | number | boolean | null | undefined>;

/**
 * Makes an element. An attribute that is true stands without a value; false, null and undefined leave it out.
 *
 * @example h('p', { class: 'note', hidden: true }, 'Nothing yet')
 */
export function h<K extends keyof HTMLElementTagNameMap>(
	name: K,
	attributes?: Attributes,
	...content: Content[]
): HTMLElementTagNameMap[K];
export function h<E extends HTMLElement>(name: string, attributes?: Attributes, ...content: Content[]): E;
export function h(name: string, attributes: Attributes = {}, ...content: Content[]): HTMLElement {
	const element = document.createElement(name);
	setAttributes(element, attributes);
	append(element, content);
	return element;
}

/** The same for SVG. */
export function svg<K extends keyof SVGElementTagNameMap>(
	name: K,
	attributes: Attributes = {},
	...content: Content[]
): SVGElementTagNameMap[K] {
	const element = document.createElementNS('http://www.w3.org/2000/svg', name);
	setAttributes(element, attributes);
	append(element, content);
	return element;
}

/** Puts content in the place of all that the element holds. */
export function fill(element: Element, ...content: Content[]): void {
	element.replaceChildren();
	append(element, content);
}

function setAttributes(element: Element, attributes: Attributes): void {
	for (const [name, value] of Object.entries(attributes)) {
		if (value === false || value === null || value === undefined) continue;
		element.setAttribute(name, value === true ? '' : String(value));
	}
}

function append(element: Element, content: Content[]): void {
	for (const part of content) {
		if (Array.isArray(part)) append(element, part);
		else if (part !== null && part !== undefined && part !== false) element.append(part);
	}
}

/** Calls `action` once, `delay` ms after the last call. */
export function debounce<A extends unknown[]>(
	delay: number,
	action: (...args: A) => void,
): (...args: A) => void {
	let timer: ReturnType<typeof setTimeout> | undefined;
	return (...args) => {
		clearTimeout(timer);
		timer = setTimeout(action, delay, ...args);
	};
}
