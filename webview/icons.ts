// VS Code's own icons (Codicons), as text that the bundler puts in.
import chevronLeft from '@vscode/codicons/src/icons/chevron-left.svg' with { type: 'text' };
import chevronRight from '@vscode/codicons/src/icons/chevron-right.svg' with { type: 'text' };
import close from '@vscode/codicons/src/icons/close.svg' with { type: 'text' };
import copy from '@vscode/codicons/src/icons/copy.svg' with { type: 'text' };
import error from '@vscode/codicons/src/icons/error.svg' with { type: 'text' };
import image from '@vscode/codicons/src/icons/file-media.svg' with { type: 'text' };
import info from '@vscode/codicons/src/icons/info.svg' with { type: 'text' };
import resolved from '@vscode/codicons/src/icons/pass.svg' with { type: 'text' };
import save from '@vscode/codicons/src/icons/save.svg' with { type: 'text' };
import fit from '@vscode/codicons/src/icons/screen-full.svg' with { type: 'text' };
import down from '@vscode/codicons/src/icons/triangle-down.svg' with { type: 'text' };
import up from '@vscode/codicons/src/icons/triangle-up.svg' with { type: 'text' };
import zoomIn from '@vscode/codicons/src/icons/zoom-in.svg' with { type: 'text' };
import zoomOut from '@vscode/codicons/src/icons/zoom-out.svg' with { type: 'text' };

const sources = {
	chevronLeft,
	chevronRight,
	close,
	copy,
	down,
	error,
	fit,
	image,
	info,
	resolved,
	save,
	up,
	zoomIn,
	zoomOut,
};

export type IconName = keyof typeof sources;

const parsed = new Map<IconName, Element>();

/** An icon in the colour of the text around it, unseen by screen readers: what it means stands beside it or in a label. */
export function icon(name: IconName): Element {
	let original = parsed.get(name);
	if (!original) {
		original = new DOMParser().parseFromString(sources[name], 'image/svg+xml').documentElement;
		original.setAttribute('aria-hidden', 'true');
		original.classList.add('icon', `icon-${name}`);
		parsed.set(name, original);
	}
	return document.importNode(original, true);
}
