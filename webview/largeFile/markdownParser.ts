import MarkdownIt from 'markdown-it';

/**
 * Loaded with the first hover. It imports nothing that the page has too: that would be a file of its own, for which the first
 * screen had to wait.
 */
export const parser = new MarkdownIt({ html: false, linkify: false });
// It refuses links of commands; whoever follows a link decides what it may do.
parser.validateLink = () => true;
