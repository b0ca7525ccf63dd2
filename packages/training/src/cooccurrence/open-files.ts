/**
 * Files that may be open at a time while parts are added up. Node.js may open all that the system lets
 * it, which is seldom less than 4,096.
 */
export const mostFiles = 3000;
