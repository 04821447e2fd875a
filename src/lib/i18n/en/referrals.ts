/** Ways into review other than the lottery. */
export const referrals = {
	title: 'Referrals'
} as const;
