//! `tuma user`: people who sign in, made, listed, disabled and given new passwords. A password is printed once, on
//! stdout, and nowhere else.

use crate::admin::{
    CreatedUserView, UserAdd, UserList, UserReset, UserSecondFactorRemove, UserSet, UserUnlink, UserView, ask_once,
};
use crate::cli::user::{UserAction, UserAddArgs, UserArgs};
use crate::failure::{Exit, Failure};
use crate::output::{Output, table};

/// Runs `tuma user`.
pub async fn run(args: UserArgs, output: &Output) -> Result<Exit, Failure> {
    let config = args.file.path();
    match args.action {
        UserAction::Add(args) => {
            let made = ask_once(config, add(args)).await?;
            output.answer(&made, &created_text(&made));
        }
        UserAction::List { whose } => {
            let all = ask_once(
                config,
                UserList {
                    organization: whose.org,
                },
            )
            .await?;
            output.answer(&all, &list_text(&all));
        }
        UserAction::Disable { user } => {
            let set = ask_once(config, UserSet { user, active: false }).await?;
            output.answer(&set, &format!("{} may not sign in any more", set.email));
        }
        UserAction::Enable { user } => {
            let set = ask_once(config, UserSet { user, active: true }).await?;
            output.answer(&set, &format!("{} may sign in", set.email));
        }
        UserAction::RemoveSecondFactor { user } => {
            let set = ask_once(config, UserSecondFactorRemove { user }).await?;
            output.answer(&set, &format!("{} has no second factor any more", set.email));
        }
        UserAction::Unlink { user } => {
            let set = ask_once(config, UserUnlink { user }).await?;
            output.answer(
                &set,
                &format!("it is forgotten who {} is at issuers and in the directory", set.email),
            );
        }
        UserAction::Reset { user } => {
            let reset = ask_once(config, UserReset { user }).await?;
            output.answer(&reset, &created_text(&reset));
        }
    }
    Ok(Exit::Done)
}

fn add(args: UserAddArgs) -> UserAdd {
    UserAdd {
        email: args.email,
        name: args.name,
        organization: args.org,
        role: args.role,
        system_administrator: args.system_administrator,
    }
}

fn created_text(made: &CreatedUserView) -> String {
    format!(
        "Sign in: {} / {}\nKeep it now: the password is not shown again. {}",
        made.user.email,
        made.password,
        places(&made.user)
    )
}

/// Where a user belongs, as people read it.
fn places(user: &UserView) -> String {
    let mut places: Vec<String> = user
        .organizations
        .iter()
        .map(|(slug, role)| format!("{slug}: {}", role.as_str()))
        .collect();
    if user.system_administrator {
        places.push("system administrator".to_owned());
    }
    places.join(", ")
}

fn list_text(all: &[UserView]) -> String {
    if all.is_empty() {
        return "no users yet: tuma user add".to_owned();
    }
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|user| {
            vec![
                user.id.clone(),
                user.email.clone(),
                user.name.clone(),
                if user.active { "active" } else { "disabled" }.to_owned(),
                places(user),
                user.last_sign_in_at.clone().unwrap_or_else(|| "-".to_owned()),
            ]
        })
        .collect();
    table(&["ID", "EMAIL", "NAME", "STATUS", "IS", "LAST SIGN-IN"], &rows)
}
