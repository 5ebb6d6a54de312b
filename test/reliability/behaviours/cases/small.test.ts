import { describeCases } from '../describeCases';

describeCases('small');
