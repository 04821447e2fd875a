import { useScratchFolder } from './scratch.ts';

/** Puts the data folders of the browser tests where the others' are; Playwright asks for a default export. */
export default function setup(): () => void {
	return useScratchFolder();
}
