/** Dialogs that nobody needs to see an image: they are fetched after the first one, when the page has nothing else to do. */
export const fetchSettingsDialog = () => import('./SettingsDialog.svelte');
export const fetchReportDialog = () => import('./ReportDialog.svelte');

/** Fetches them, so that they open at once. A line that is lost is no matter here: they are fetched again when they are asked for. */
export function fetchLater(): void {
	const fetchAll = () =>
		void Promise.all([fetchSettingsDialog(), fetchReportDialog()]).catch(() => undefined);
	if ('requestIdleCallback' in globalThis) requestIdleCallback(fetchAll, { timeout: 5_000 });
	else setTimeout(fetchAll, 1_000);
}
