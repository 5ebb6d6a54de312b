import { describeCases } from '../describeCases';

describeCases('matrix');
