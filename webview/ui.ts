/** The only file that knows the toolkit: every control of the page is made here. */
import {
	type Checkbox,
	type Dropdown,
	type Panels,
	provideVSCodeDesignSystem,
	type TextField,
	vsCodeButton,
	vsCodeCheckbox,
	vsCodeDropdown,
	vsCodeOption,
	vsCodePanels,
	vsCodePanelTab,
	vsCodePanelView,
	vsCodeProgressRing,
	vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import { fill, h } from './dom.ts';
import { type IconName, icon } from './icons.ts';

provideVSCodeDesignSystem().register(
	vsCodeButton(),
	vsCodeCheckbox(),
	vsCodeDropdown(),
	vsCodeOption(),
	vsCodePanels(),
	vsCodePanelTab(),
	vsCodePanelView(),
	vsCodeProgressRing(),
	vsCodeTextField(),
);

interface ButtonOptions {
	label: string;
	icon?: IconName;
	/** Shows the icon alone; the label is then its tooltip and what screen readers say. */
	iconOnly?: boolean;
	primary?: boolean;
	onClick(): void;
}

export interface ButtonControl extends HTMLElement {
	disabled: boolean;
}

export function button(options: ButtonOptions): ButtonControl {
	const element = h<ButtonControl>('vscode-button', {
		appearance: options.iconOnly ? 'icon' : options.primary ? 'primary' : 'secondary',
		'aria-label': options.iconOnly ? options.label : null,
		title: options.iconOnly ? options.label : null,
	});
	const image = options.icon && icon(options.icon);
	if (image && !options.iconOnly) image.setAttribute('slot', 'start');
	fill(element, image, options.iconOnly ? null : options.label);
	element.addEventListener('click', options.onClick);
	return element;
}

/** A link in running text or a table: it acts in this window, so it is a button that looks like a link. */
export function link(
	label: string,
	onClick: () => void,
	attributes: Record<string, string | number> = {},
): HTMLElement {
	const element = h('button', { type: 'button', class: 'link', ...attributes }, label);
	element.addEventListener('click', (event) => {
		event.stopPropagation();
		onClick();
	});
	return element;
}

interface TextFieldOptions {
	label: string;
	placeholder?: string;
	value: string;
	/** Shows the label before the field, not to screen readers only. */
	labelled?: boolean;
	/** As the user types. */
	onInput?(value: string): void;
	/** On Enter and when the field is left. */
	onChange?(value: string): void;
}

export function textField(options: TextFieldOptions): TextField {
	const element = h<TextField>('vscode-text-field', {
		placeholder: options.placeholder,
		'current-value': options.value,
		value: options.value,
	});
	// The toolkit takes the element's text for its accessible name, and nothing else; in no slot of it the text is not seen.
	const slot = options.labelled ? 'start' : 'name';
	element.append(h('span', { slot, class: 'field-label' }, options.label));
	element.addEventListener('input', () => options.onInput?.(element.value));
	element.addEventListener('change', () => options.onChange?.(element.value));
	return element;
}

interface DropdownOptions<V extends string> {
	label: string;
	options: readonly (readonly [value: V, label: string])[];
	value: V;
	onChange(value: V): void;
}

export function dropdown<V extends string>(options: DropdownOptions<V>): Dropdown {
	const element = h<Dropdown>('vscode-dropdown', { 'aria-label': options.label });
	fill(
		element,
		options.options.map(([value, label]) =>
			h('vscode-option', { value, selected: value === options.value }, label),
		),
	);
	element.addEventListener('change', () => options.onChange(element.value as V));
	return element;
}

export function checkbox(label: string, checked: boolean, onChange: (checked: boolean) => void): Checkbox {
	const element = h<Checkbox>('vscode-checkbox', { checked }, label);
	element.addEventListener('change', () => onChange(element.checked));
	return element;
}

export function progressRing(): HTMLElement {
	return h('vscode-progress-ring', { 'aria-hidden': true });
}

export interface Tabs {
	readonly element: HTMLElement;
	select(id: string): void;
}

/** Tabs with their panels. `onSelect` is told of the user's choices, not of calls of `select`. */
export function tabs(
	pages: readonly { id: string; title: string; content: HTMLElement }[],
	selected: string,
	onSelect: (id: string) => void,
): Tabs {
	const element = h<Panels>('vscode-panels', { activeid: `tab-${selected}`, 'aria-label': 'Views' });
	// The toolkit's moving line stays where it was when tabs change while they are hidden; the style sheet draws another one.
	element.activeindicator = false;
	fill(
		element,
		pages.map(({ id, title }) => h('vscode-panel-tab', { id: `tab-${id}` }, title)),
		pages.map(({ id, content }) => h('vscode-panel-view', { id: `view-${id}` }, content)),
	);
	let current = selected;
	element.addEventListener('change', (event) => {
		// Fields inside of the panels bubble a `change` of their own.
		if (event.target !== element) return;
		const id = element.activeid.slice('tab-'.length);
		if (id === current) return;
		current = id;
		onSelect(id);
	});
	return {
		element,
		select(id) {
			const hidden = id === current ? null : element.querySelector(`#view-${current}`);
			const hidesFocus = hidden?.contains(document.activeElement);
			current = id;
			element.activeid = `tab-${id}`;
			const tab = element.querySelector<HTMLElement>(`#tab-${id}`);
			// Where there is no room for all tabs they scroll.
			tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
			// A focus that is hidden is lost: the next Tab would begin at the top of the page.
			if (hidesFocus) tab?.focus();
		},
	};
}
