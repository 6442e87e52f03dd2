// Every page on one screen: its path, its place in the navigation, who may see it, and the chunk that holds it.
import {
  IconApi, IconChartBar, IconDeviceMobile, IconHistory, IconInbox, IconKey, IconLayoutDashboard, IconListDetails, IconMessages, IconPlugConnected,
  IconReceipt, IconSend, IconSettings, IconUsers, IconShieldLock, IconDevices, IconWebhook,
} from '@tabler/icons-react';
import { lazy, type ComponentType } from 'react';

import type { Key } from '../i18n/t';
import { lazily } from './lazily';

export type Group = 'work' | 'manage' | 'try' | 'you';

export interface Place {
  /** The word in the navigation. */
  name: Key;
  path: string;
  group: Group;
  icon: ComponentType<{ size?: number; stroke?: number }>;
  /** Who may see it; everybody where absent. */
  permission?: string;
}

export const PLACES: Place[] = [
  { name: 'nav.dashboard', path: '/', group: 'work', icon: IconLayoutDashboard },
  { name: 'nav.inbox', path: '/inbox', group: 'work', icon: IconInbox, permission: 'inbox:read' },
  { name: 'nav.send', path: '/send', group: 'work', icon: IconSend, permission: 'messages:send' },
  { name: 'nav.messages', path: '/messages', group: 'work', icon: IconMessages, permission: 'messages:read' },
  { name: 'nav.batches', path: '/batches', group: 'work', icon: IconHistory, permission: 'messages:read' },
  { name: 'nav.reports', path: '/reports', group: 'work', icon: IconChartBar, permission: 'reports:read' },
  { name: 'nav.providers', path: '/providers', group: 'manage', icon: IconPlugConnected, permission: 'providers:read' },
  { name: 'nav.keys', path: '/keys', group: 'manage', icon: IconKey, permission: 'keys:read' },
  { name: 'nav.webhooks', path: '/webhooks', group: 'manage', icon: IconWebhook, permission: 'webhooks:read' },
  { name: 'nav.billing', path: '/billing', group: 'manage', icon: IconReceipt, permission: 'billing:read' },
  { name: 'nav.team', path: '/team', group: 'manage', icon: IconUsers, permission: 'team:read' },
  { name: 'nav.usage', path: '/usage', group: 'manage', icon: IconApi, permission: 'usage:read' },
  { name: 'nav.audit', path: '/audit', group: 'manage', icon: IconListDetails, permission: 'audit:read' },
  { name: 'nav.security', path: '/security', group: 'manage', icon: IconShieldLock, permission: 'security:read' },
  { name: 'nav.handsets', path: '/handsets', group: 'try', icon: IconDeviceMobile, permission: 'messages:read' },
  { name: 'nav.profile', path: '/profile', group: 'you', icon: IconSettings },
  { name: 'nav.sessions', path: '/sessions', group: 'you', icon: IconDevices },
];

export interface PageRoute {
  path: string;
  page: ComponentType;
  permission?: string;
}

const page = (load: () => Promise<{ default: ComponentType }>) => lazily(load);

export const ROUTES: PageRoute[] = [
  { path: '/', page: lazy(() => import('../pages/dashboard/Dashboard')) },
  { path: '/inbox/:phone?', page: page(() => import('../pages/inbox/Inbox')), permission: 'inbox:read' },
  { path: '/send', page: page(() => import('../pages/send/Send')), permission: 'messages:send' },
  { path: '/messages/:id?', page: page(() => import('../pages/messages/Messages')), permission: 'messages:read' },
  { path: '/batches/:id?', page: page(() => import('../pages/batches/Batches')), permission: 'messages:read' },
  { path: '/providers/:id?', page: page(() => import('../pages/providers/Providers')), permission: 'providers:read' },
  { path: '/keys/:id?', page: page(() => import('../pages/keys/Keys')), permission: 'keys:read' },
  { path: '/webhooks/:id?', page: page(() => import('../pages/webhooks/Webhooks')), permission: 'webhooks:read' },
  { path: '/billing', page: page(() => import('../pages/billing/Billing')), permission: 'billing:read' },
  { path: '/reports', page: page(() => import('../pages/reports/Reports')), permission: 'reports:read' },
  { path: '/usage', page: page(() => import('../pages/usage/Usage')), permission: 'usage:read' },
  { path: '/team', page: page(() => import('../pages/team/Team')), permission: 'team:read' },
  { path: '/audit', page: page(() => import('../pages/audit/Audit')), permission: 'audit:read' },
  { path: '/security', page: page(() => import('../pages/security/Security')), permission: 'security:read' },
  { path: '/handsets/:number?', page: page(() => import('../pages/handsets/Handsets')), permission: 'messages:read' },
  { path: '/profile', page: page(() => import('../pages/profile/Profile')) },
  { path: '/sessions', page: page(() => import('../pages/sessions/Sessions')) },
];

