export const OWN_TEXTS: string[][] = [];
