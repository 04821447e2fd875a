/** The forms that a report is taken away in; all five (with the screen) hold the same values. */
export const reportForms = ['pdf', 'xlsx', 'csv', 'json'] as const;
export type ReportForm = (typeof reportForms)[number];

/** Media types by form, as they are sent. */
export const mediaTypes: Readonly<Record<ReportForm, string>> = {
	pdf: 'application/pdf',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	csv: 'text/csv; charset=utf-8',
	json: 'application/json'
};
