/** What the bundler turns into something else: style sheets into one of the page's, icons into text. */
declare module '*.css';
declare module '*.svg' {
	const text: string;
	export default text;
}
