// The kinds of providers and what each asks for. What is not asked for here can be given as JSON: the server checks all.

export interface Field {
  name: string;
  /** The carrier's own word for it, in every language. */
  label: string;
  kind: 'text' | 'secret' | 'number' | 'switch' | 'choice' | 'json';
  required?: boolean;
  choices?: string[];
  placeholder?: string;
}

export interface Kind {
  kind: string;
  name: string;
  fields: Field[];
}

const text = (name: string, label: string, more: Partial<Field> = {}): Field => ({ name, label, kind: 'text', ...more });
const secret = (name: string, label: string, more: Partial<Field> = {}): Field => ({ name, label, kind: 'secret', ...more });
const sender = text('fromNumber', 'Sender');

export const kinds: Kind[] = [
  {
    kind: 'africastalking',
    name: "Africa's Talking",
    fields: [
      text('username', 'Username', { required: true, placeholder: 'sandbox' }),
      secret('apiKey', 'API key', { required: true }),
      sender,
      { name: 'api', label: 'API', kind: 'choice', choices: ['classic', 'bulk'] },
      text('baseUrl', 'Base URL', { placeholder: 'https://api.africastalking.com/version1' }),
    ],
  },
  {
    kind: 'infobip',
    name: 'Infobip',
    fields: [
      text('baseUrl', 'Base URL', { required: true, placeholder: 'https://xxxxx.api.infobip.com' }),
      secret('apiKey', 'API key', { required: true }),
      sender,
      { name: 'intermediateReports', label: 'Intermediate reports', kind: 'switch' },
    ],
  },
  {
    kind: 'twilio',
    name: 'Twilio',
    fields: [
      text('accountSid', 'Account SID', { required: true, placeholder: 'AC…' }),
      secret('authToken', 'Auth token', { required: true }),
      text('apiKeySid', 'API key SID'),
      secret('apiKeySecret', 'API key secret'),
      sender,
      text('messagingServiceSid', 'Messaging service SID', { placeholder: 'MG…' }),
    ],
  },
  {
    kind: 'vonage',
    name: 'Vonage',
    fields: [
      { name: 'api', label: 'API', kind: 'choice', choices: ['sms', 'messages'] },
      text('apiKey', 'API key', { required: true }),
      secret('apiSecret', 'API secret', { required: true }),
      { ...sender, required: true },
      secret('signatureSecret', 'Signature secret'),
      text('currency', 'Currency', { placeholder: 'EUR' }),
    ],
  },
  {
    kind: 'veevo',
    name: 'VeevoTech',
    fields: [
      secret('hash', 'API hash', { required: true }),
      text('senderId', 'Sender ID', { placeholder: 'Default' }),
      text('baseUrl', 'Base URL', { placeholder: 'https://api.veevotech.com/v3' }),
    ],
  },
  {
    kind: 'smpp',
    name: 'SMPP',
    fields: [
      text('host', 'Host', { required: true, placeholder: 'smsc.example.net' }),
      { name: 'port', label: 'Port', kind: 'number', placeholder: '2775' },
      text('systemId', 'System ID', { required: true }),
      secret('password', 'Password'),
      text('systemType', 'System type'),
      { name: 'version', label: 'Version', kind: 'choice', choices: ['3.4', '5.0'] },
      { name: 'tls', label: 'TLS', kind: 'choice', choices: ['off', 'on'] },
      sender,
      { name: 'alphabet', label: 'Alphabet', kind: 'choice', choices: ['gsm7', 'gsm7Packed', 'latin1', 'ascii'] },
      { name: 'longMessages', label: 'Long messages', kind: 'choice', choices: ['udh', 'udh16', 'sar', 'payload'] },
    ],
  },
  {
    kind: 'http',
    name: 'HTTP',
    fields: [
      {
        name: 'send', label: 'Request', kind: 'json', required: true,
        placeholder: '{"url": "https://…", "contentType": "json", "body": {"to": "{{to}}", "text": "{{body}}"}}',
      },
      { name: 'secrets', label: 'Credentials', kind: 'json', placeholder: '{"key": "…"}' },
      { name: 'success', label: 'Success', kind: 'json' },
      sender,
    ],
  },
  { kind: 'simulator', name: 'Simulator', fields: [] },
];
