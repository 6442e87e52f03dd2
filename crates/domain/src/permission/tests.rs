//! The table's own laws, and the rules that the sources state about it.

use super::*;

fn may(role: Role, permission: Permission) -> bool {
    role.permissions().has(permission)
}

#[test]
fn every_column_has_its_own_letter_or_a_dash() {
    for permission in Permission::ALL {
        let column = permission.roles().as_bytes();
        assert_eq!(column.len(), COLUMNS.len(), "{}", permission.as_str());
        for (at, (_, letter)) in COLUMNS.iter().enumerate() {
            assert!(
                column[at] == *letter || column[at] == b'-',
                "{}: {}",
                permission.as_str(),
                permission.roles()
            );
        }
    }
}

#[test]
fn every_permission_and_role_is_found_by_its_word() {
    for permission in Permission::ALL {
        assert_eq!(Permission::parse(permission.as_str()), Some(permission));
        assert_eq!(serde_json::to_value(permission).unwrap(), permission.as_str());
        assert!(permission.describe().ends_with('.'));
    }
    for role in Role::IN_ORGANIZATIONS {
        assert_eq!(Role::parse(role.as_str()), Some(role));
        assert_eq!(serde_json::to_value(role).unwrap(), role.as_str());
    }
    assert_eq!(
        Role::parse("system_administrator"),
        None,
        "nobody is made one by a role"
    );
    assert_eq!(Permission::parse("messages:delete"), None);
}

#[test]
fn permissions_fit_their_set() {
    assert!(Permission::ALL.len() <= 64);
    assert_eq!(Permissions::all().iter().count(), Permission::ALL.len());
    let two: Permissions = [Permission::MessagesSend, Permission::SystemUsers]
        .into_iter()
        .collect();
    assert!(two.has(Permission::SystemUsers) && !two.has(Permission::MessagesRead));
    assert!(Permissions::all().covers(two) && !two.covers(Permissions::all()));
    assert!(two.covers(Permissions::NONE));
    assert_eq!(Permissions::NONE.with(Permission::MessagesSend).and(two), two);
}

/// Source 002 §6.1: what is for `ORG_ADMIN+`, and what for `ORG_ADMIN` alone.
#[test]
fn what_the_matrix_gives_to_administrators_nobody_else_in_the_organization_has() {
    let only_administrators = [
        Permission::AnalyticsRead,
        Permission::CampaignsWrite,
        Permission::ProvidersRead,
        Permission::ProvidersWrite,
        Permission::KeysRead,
        Permission::KeysWrite,
        Permission::WebhooksRead,
        Permission::WebhooksWrite,
    ];
    for permission in only_administrators {
        for role in Role::IN_ORGANIZATIONS {
            let administrator = matches!(role, Role::Owner | Role::OrgAdmin);
            assert_eq!(may(role, permission), administrator, "{role:?} {permission:?}");
        }
    }
    for permission in [
        Permission::MessagesSend,
        Permission::InboxRead,
        Permission::ContactsWrite,
    ] {
        assert!(may(Role::OrgAdmin, permission) && may(Role::Owner, permission));
    }
}

#[test]
fn whole_numbers_are_for_owners_and_administrators() {
    let who: Vec<Role> = Role::IN_ORGANIZATIONS
        .into_iter()
        .filter(|role| may(*role, Permission::NumbersReveal))
        .collect();
    assert_eq!(who, [Role::Owner, Role::OrgAdmin]);
}

#[test]
fn an_owner_has_all_of_the_organization_and_nothing_of_the_system() {
    for permission in Permission::ALL {
        assert_eq!(
            may(Role::Owner, permission),
            !permission.is_of_the_system(),
            "{permission:?}"
        );
    }
}

#[test]
fn nothing_of_the_system_is_in_any_role_of_an_organization() {
    for role in Role::IN_ORGANIZATIONS {
        assert!(!role.permissions().iter().any(Permission::is_of_the_system), "{role:?}");
    }
    let system = Role::SystemAdministrator.permissions();
    assert!(system.has(Permission::SystemOrganizations));
    for tenants_own in [
        Permission::MessagesSend,
        Permission::NumbersReveal,
        Permission::InboxRead,
        Permission::ContactsRead,
        Permission::KeysWrite,
        Permission::TeamWrite,
    ] {
        assert!(!system.has(tenants_own), "{tenants_own:?}");
    }
}

#[test]
fn a_viewer_changes_nothing() {
    for permission in Role::Viewer.permissions().iter() {
        assert!(permission.as_str().ends_with(":read"), "{permission:?}");
    }
}

#[test]
fn what_one_may_write_one_may_read() {
    for role in Role::IN_ORGANIZATIONS {
        for permission in role.permissions().iter() {
            let Some(noun) = permission.as_str().strip_suffix(":write") else {
                continue;
            };
            let Some(read) = Permission::parse(&format!("{noun}:read")) else {
                continue;
            };
            assert!(may(role, read), "{role:?} {permission:?}");
        }
    }
}
