import { addElement } from '@/lib/server/actions/add-element';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('element.add', ({ access, input }) => addElement(access, input));
