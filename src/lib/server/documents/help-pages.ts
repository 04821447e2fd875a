import { parseHelpPages } from './help.ts';

// NOTE: import.meta.glob is Vite's: only routes import this file, never the command line.
const files = import.meta.glob<string>('/src/help/*.md', { query: '?raw', import: 'default', eager: true });

/** The help as it was built into the server. */
export const helpPages = parseHelpPages(files);
