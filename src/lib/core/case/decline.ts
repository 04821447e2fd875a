/** Why a reviewer may give a case back. Coded and counted: there is no skipping without one (domain: Eisenberg 2014). */
export const declineReasons = ['conflict', 'recognised', 'outside-competence', 'images-unusable'] as const;
