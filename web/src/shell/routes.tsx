// Every page on one screen: its path, its place in the navigation, who may see it, and the chunk that holds it.
import {
  IconApi, IconBuilding, IconChartBar, IconChecklist, IconDeviceMobile, IconDevices, IconHeartbeat, IconHistory, IconId, IconInbox, IconKey,
  IconLayoutDashboard, IconListDetails, IconMessages, IconPlug, IconPlugConnected, IconReceipt, IconRoute, IconSend, IconSettings, IconShieldLock,
  IconUser, IconUsers, IconWebhook,
} from '@tabler/icons-react';
import { lazy, type ComponentType } from 'react';

import { useCan, useLimited } from '../api/session';
import type { Key } from '../i18n/t';
import { lazily, whole } from './lazily';

export type Group = 'work' | 'manage' | 'installation' | 'try' | 'you';

export interface Place {
  /** The word in the navigation. */
  name: Key;
  path: string;
  group: Group;
  /** After `g`, leads there. */
  letter?: string;
  icon: ComponentType<{ size?: number; stroke?: number }>;
  /** Who may see it; everybody where absent. */
  permission?: string;
  /** About the whole organization: not for members who are limited to units. */
  whole?: boolean;
}

export const PLACES: Place[] = [
  { name: 'nav.dashboard', path: '/', letter: 'd', group: 'work', icon: IconLayoutDashboard },
  { name: 'nav.inbox', path: '/inbox', letter: 'i', group: 'work', icon: IconInbox, permission: 'inbox:read' },
  { name: 'nav.send', path: '/send', letter: 's', group: 'work', icon: IconSend, permission: 'messages:send' },
  { name: 'nav.messages', path: '/messages', letter: 'm', group: 'work', icon: IconMessages, permission: 'messages:read' },
  { name: 'nav.batches', path: '/batches', letter: 'b', group: 'work', icon: IconHistory, permission: 'messages:read', whole: true },
  { name: 'nav.reports', path: '/reports', letter: 'r', group: 'work', icon: IconChartBar, permission: 'reports:read' },
  { name: 'nav.providers', path: '/providers', letter: 'p', group: 'manage', icon: IconPlugConnected, permission: 'providers:read' },
  { name: 'nav.routes', path: '/routes', letter: 'w', group: 'manage', icon: IconRoute, permission: 'providers:read' },
  { name: 'nav.senders', path: '/senders', letter: 'n', group: 'manage', icon: IconId, permission: 'senders:read' },
  { name: 'nav.keys', path: '/keys', letter: 'k', group: 'manage', icon: IconKey, permission: 'keys:read' },
  { name: 'nav.webhooks', path: '/webhooks', letter: 'j', group: 'manage', icon: IconWebhook, permission: 'webhooks:read' },
  { name: 'nav.billing', path: '/billing', letter: 'l', group: 'manage', icon: IconReceipt, permission: 'billing:read' },
  { name: 'nav.team', path: '/team', letter: 't', group: 'manage', icon: IconUsers, permission: 'team:read' },
  { name: 'nav.usage', path: '/usage', letter: 'u', group: 'manage', icon: IconApi, permission: 'usage:read' },
  { name: 'nav.audit', path: '/audit', letter: 'a', group: 'manage', icon: IconListDetails, permission: 'audit:read' },
  { name: 'nav.security', path: '/security', letter: 'y', group: 'manage', icon: IconShieldLock, permission: 'security:read' },
  { name: 'nav.settings', path: '/settings', letter: 'e', group: 'manage', icon: IconSettings, permission: 'settings:read' },
  { name: 'nav.organizations', path: '/organizations', letter: 'o', group: 'installation', icon: IconBuilding, permission: 'system:read' },
  { name: 'nav.platform', path: '/platform', letter: 'f', group: 'installation', icon: IconPlug, permission: 'system:read' },
  { name: 'nav.requests', path: '/requests', letter: 'q', group: 'installation', icon: IconChecklist, permission: 'system:senders' },
  { name: 'nav.system', path: '/system', letter: 'x', group: 'installation', icon: IconHeartbeat, permission: 'system:read' },
  { name: 'nav.handsets', path: '/handsets', letter: 'h', group: 'try', icon: IconDeviceMobile, permission: 'messages:read', whole: true },
  { name: 'nav.profile', path: '/profile', group: 'you', icon: IconUser },
  { name: 'nav.sessions', path: '/sessions', group: 'you', icon: IconDevices },
];

export interface PageRoute {
  path: string;
  page: ComponentType;
  /** Fetches it, before it is opened. */
  load: () => Promise<unknown>;
  permission?: string;
  whole?: boolean;
}

const page = (load: () => Promise<{ default: ComponentType }>) => ({ page: lazily(load), load: whole(load) });

const dashboard = () => import('../pages/dashboard/Dashboard');

export const ROUTES: PageRoute[] = [
  { path: '/', page: lazy(dashboard), load: dashboard },
  { path: '/inbox/:phone?', ...page(() => import('../pages/inbox/Inbox')), permission: 'inbox:read' },
  { path: '/send', ...page(() => import('../pages/send/Send')), permission: 'messages:send' },
  { path: '/messages/:id?', ...page(() => import('../pages/messages/Messages')), permission: 'messages:read' },
  { path: '/batches/:id?', ...page(() => import('../pages/batches/Batches')), permission: 'messages:read', whole: true },
  { path: '/providers/:id?', ...page(() => import('../pages/providers/Providers')), permission: 'providers:read' },
  { path: '/routes/:id?', ...page(() => import('../pages/routes/Routes')), permission: 'providers:read' },
  { path: '/senders/:id?', ...page(() => import('../pages/senders/Senders')), permission: 'senders:read' },
  { path: '/keys/:id?', ...page(() => import('../pages/keys/Keys')), permission: 'keys:read' },
  { path: '/webhooks/:id?', ...page(() => import('../pages/webhooks/Webhooks')), permission: 'webhooks:read' },
  { path: '/billing', ...page(() => import('../pages/billing/Billing')), permission: 'billing:read' },
  { path: '/reports', ...page(() => import('../pages/reports/Reports')), permission: 'reports:read' },
  { path: '/usage', ...page(() => import('../pages/usage/Usage')), permission: 'usage:read' },
  { path: '/team', ...page(() => import('../pages/team/Team')), permission: 'team:read' },
  { path: '/audit', ...page(() => import('../pages/audit/Audit')), permission: 'audit:read' },
  { path: '/security', ...page(() => import('../pages/security/Security')), permission: 'security:read' },
  { path: '/settings/:tab?', ...page(() => import('../pages/settings/Settings')), permission: 'settings:read' },
  { path: '/organizations/:id?', ...page(() => import('../pages/organizations/Organizations')), permission: 'system:read' },
  { path: '/platform/:id?', ...page(() => import('../pages/platform/Platform')), permission: 'system:read' },
  { path: '/requests', ...page(() => import('../pages/senders/Requests')), permission: 'system:senders' },
  { path: '/system', ...page(() => import('../pages/system/System')), permission: 'system:read' },
  { path: '/handsets/:number?', ...page(() => import('../pages/handsets/Handsets')), permission: 'messages:read', whole: true },
  { path: '/profile', ...page(() => import('../pages/profile/Profile')) },
  { path: '/sessions', ...page(() => import('../pages/sessions/Sessions')) },
];

/** Which places and pages are for this person. */
export function useShown() {
  const can = useCan();
  const limited = useLimited();
  return ({ permission, whole }: Pick<Place, 'permission' | 'whole'>) => (!permission || can(permission)) && !(whole && limited);
}
