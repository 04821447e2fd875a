/** A file to be sent, under the name that the person's machine gives it in its folder. */
export type ChosenFile = { readonly file: File; readonly name: string };

/** Files of an input; those of a chosen folder carry its path. */
export function chosenFiles(list: FileList | null): ChosenFile[] {
	return [...(list ?? [])].map((file) => ({ file, name: file.webkitRelativePath || file.name }));
}

/** Files of a drop, folders included. Must be called while the drop event is handled: its items do not outlive it. */
export async function droppedFiles(transfer: DataTransfer): Promise<ChosenFile[]> {
	const entries = [...transfer.items]
		.map((item) => item.webkitGetAsEntry())
		.filter((entry) => entry !== null);
	const found: ChosenFile[] = [];
	for (const entry of entries) for await (const file of filesBelow(entry)) found.push(file);
	return found;
}

async function* filesBelow(entry: FileSystemEntry): AsyncGenerator<ChosenFile> {
	if (isFile(entry)) {
		const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
		yield { file, name: entry.fullPath.replace(/^\//, '') };
	} else if (isFolder(entry)) {
		const reader = entry.createReader();
		for (;;) {
			// A reader gives at most a hundred entries at a time, and none when it is through.
			const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
				reader.readEntries(resolve, reject)
			);
			if (some.length === 0) return;
			for (const child of some) yield* filesBelow(child);
		}
	}
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
