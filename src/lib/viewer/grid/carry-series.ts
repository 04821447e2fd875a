/** What a series that is dragged is called; files and text from elsewhere have other types. */
const seriesType = 'application/x-overread-series';

/** A series is being taken from the list. */
export function carrySeries(event: DragEvent, displaySetId: string): void {
	event.dataTransfer?.setData(seriesType, displaySetId);
	if (event.dataTransfer) event.dataTransfer.effectAllowed = 'copy';
}

/** Whether what is held over an element is a series of this viewer. */
export function carriesSeries(event: DragEvent): boolean {
	return event.dataTransfer?.types.includes(seriesType) === true;
}

/** The series that was let go; null when it was something else. */
export function droppedSeries(event: DragEvent): string | null {
	return event.dataTransfer?.getData(seriesType) || null;
}
