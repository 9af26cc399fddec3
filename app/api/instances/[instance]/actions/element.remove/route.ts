import { removeElement } from '@/lib/server/actions/remove-element';
import { actionRoute } from '@/lib/server/http/route';

export const POST = actionRoute('element.remove', ({ access, input }) => removeElement(access, input));
