/** The tenant of all cells. */
import { generateTenant } from '../../emulator';

export const matrixTenant = generateTenant({ size: 'small' });
