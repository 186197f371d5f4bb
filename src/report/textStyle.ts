/** How a piece of text is made to stand out, where the terminal can. */
export type TextStyle = (kind: 'heading' | 'open' | 'resolved' | 'faint', text: string) => string;
