/** The forms that a report is taken away in; all five (with the screen) hold the same values. */
export const reportForms = ['csv', 'json'] as const;
export type ReportForm = (typeof reportForms)[number];

/** Media types by form, as they are sent. */
export const mediaTypes: Readonly<Record<ReportForm, string>> = {
	csv: 'text/csv; charset=utf-8',
	json: 'application/json'
};
