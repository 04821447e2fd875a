import { expect, it } from 'vitest';
import { missingHref } from './missing-links.ts';

const rule = { id: 'US-MN', jurisdiction: 'MN' };

it.each([
	['cmePeriodEndsOn', '/credentials/p/record?kind=person-fact&fact=cmePeriodEndsOn&authority=MN'],
	['deaRegistered', '/credentials/p/record?kind=person-fact&fact=deaRegistered'],
	['degree', '/admin/radiologists/p'],
	['requirement', '/credentials/cme/rules#US-MN']
])('leads from the missing fact %s to its very field', (fact, href) => {
	expect(missingHref(fact, { personId: 'p', rule })).toBe(href);
});
