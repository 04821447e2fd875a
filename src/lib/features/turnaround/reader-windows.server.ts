import type { App } from '#lib/server/app.ts';
import { turnaroundOfReader, type ReaderTurnaround } from './reader.server.ts';

/** The windows of an evaluation, in months. */
const windows = [6, 12, 24] as const;

/** A radiologist's turnaround in each window of an evaluation; none for somebody who is not known. */
export async function readerWindows(app: App, readerId: string): Promise<ReaderTurnaround[]> {
	const made: ReaderTurnaround[] = [];
	for (const months of windows) {
		const window = await turnaroundOfReader(app, readerId, months);
		if (window) made.push(window);
	}
	return made;
}
