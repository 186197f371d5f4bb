/**
 * An operation as Jepsen prints it: process, type, function and value, parted by tabs or blanks. It is all of a line of
 * history.txt; in a log it stands behind the time, the thread and the logger's name.
 */
export const TEXT_LINE =
	/^(?:(?:INFO|\d{4}-\d\d-\d\d)\b[^\n]*?\s)?(\d+|:[\w-]+)[ \t]+:(invoke|ok|fail|info)[ \t]+(:[^\s{}"]+)(?:[ \t]+([^\t\n]*))?/m;
