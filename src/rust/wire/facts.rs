//! Each kind of fact, field by field: a new one that is forgotten here does
//! not compile. Numbers of facts count from where their part begins.

use super::super::facts::*;
use super::super::parse::Problem;
use super::super::tree::*;
use super::{Reader, Wire, Writer};

macro_rules! ids {
    ($($id:ident $table:ident)*) => {$(
        impl Wire for $id {
            fn put(&self, to: &mut Writer) {
                to.number(self.0.wrapping_sub(to.base.$table));
            }

            fn take(from: &mut Reader<'_>) -> Option<Self> {
                Some($id(from.number()?.wrapping_add(from.base.$table)))
            }
        }
    )*};
}

macro_rules! lists {
    ($($list:ident $table:ident)*) => {$(
        impl Wire for $list {
            fn put(&self, to: &mut Writer) {
                to.number(self.len);
                if self.len > 0 {
                    to.number(self.start.wrapping_sub(to.base.$table));
                }
            }

            fn take(from: &mut Reader<'_>) -> Option<Self> {
                Some(match from.number()? {
                    0 => $list::default(),
                    len => $list { len, start: from.number()?.wrapping_add(from.base.$table) },
                })
            }
        }
    )*};
}

macro_rules! records {
    ($($record:ident { $($field:ident)* })*) => {$(
        impl Wire for $record {
            fn put(&self, to: &mut Writer) {
                let $record { $($field),* } = self;
                $($field.put(to);)*
            }

            fn take(from: &mut Reader<'_>) -> Option<Self> {
                Some($record { $($field: Wire::take(from)?),* })
            }
        }
    )*};
}

/// Each variant with the number that stands for it.
macro_rules! choices {
    ($($choice:ident { $($tag:literal $variant:ident $(($($item:ident)*))? $({$($field:ident)*})?,)* })*) => {$(
        impl Wire for $choice {
            fn put(&self, to: &mut Writer) {
                match self {
                    $($choice::$variant $(($($item),*))? $({$($field),*})? => {
                        to.bytes.push($tag);
                        $($($item.put(to);)*)?
                        $($($field.put(to);)*)?
                    })*
                }
            }

            fn take(from: &mut Reader<'_>) -> Option<Self> {
                Some(match from.byte()? {
                    $($tag => {
                        $($(let $item = Wire::take(from)?;)*)?
                        $($(let $field = Wire::take(from)?;)*)?
                        $choice::$variant $(($($item),*))? $({$($field),*})?
                    })*
                    _ => return None,
                })
            }
        }
    )*};
}

ids! {
    ExprId exprs
    PatId pats
    TypeId types
    PathId paths
    StrId strings
    MacroId macros
    ClosureId closures
    BlockId blocks
    MatchId matches
    StructId structs
}

lists! {
    ExprList expr_lists
    PatList pat_lists
    TypeList type_lists
    FieldPatList field_pats
}

records! {
    Problem { span message }
    Module { name parent transparent external path_attr test macro_use }
    Use { module path global alias glob public }
    Fn { name span module scope owner params has_self ret body unread generics attrs test is_async }
    Param { pat ty }
    Adt { name span module kind variants attrs generics test }
    Variant { name span fields attrs }
    Field { name span ty attrs }
    Const { name span module owner ty value }
    Impl { module self_ty trait_ types }
    Trait { name module }
    Alias { name module ty }
    MacroRules { name module exported }
    Attr { path span value args list }
    Expr { span kind }
    Pat { span kind }
    Path { segments global qself span }
    Segment { name args }
    MacroCall { path args block span }
    MacroArg { name sigil expr after_semicolon }
    Closure { params body }
    Block { stmts value }
    Match { scrutinee arms }
    StructLit { path fields rest }
}

choices! {
    AdtKind { 0 Struct, 1 Enum, 2 Union, }
    Scalar { 0 Int, 1 Float, 2 Bool, 3 Char, }
    BinOp { 0 Add, 1 AddAssign, 2 Eq, 3 Compare, 4 Logic, 5 Other, }
    Sigil { 0 Display, 1 Debug, }
    Stmt { 0 Let { pat init otherwise }, 1 Expr(expr), }
    Type { 0 Path(path), 1 Ref(of), 2 Tuple(items), 3 Slice(of), 4 Bound(path), 5 Fn, 6 Never, 7 Unknown, }
    PatKind {
        0 Bind { name sub },
        1 Tuple(items),
        2 TupleStruct { path items },
        3 Struct { path fields },
        4 Path(path),
        5 Lit(expr),
        6 Or(items),
        7 Slice(items),
        8 Ref(inner),
        9 Typed { pat ty },
        10 Guard { pat cond },
        11 Rest,
        12 Wild,
    }
    ExprKind {
        0 Str(text),
        1 Bytes(text),
        2 Scalar(scalar),
        3 Path(path),
        4 Call { callee args },
        5 Method { receiver name args },
        6 Macro(mac),
        7 Field { base name },
        8 Index { base index },
        9 Ref(inner),
        10 Deref(inner),
        11 Not(inner),
        12 Try(inner),
        13 Await(inner),
        14 Cast { expr ty },
        15 Binary { op left right },
        16 Assign { left right },
        17 Struct(literal),
        18 Tuple(items),
        19 Array(items),
        20 Block(block),
        21 If { cond then other },
        22 Match(node),
        23 While { cond body },
        24 For { pat iter body },
        25 Loop(body),
        26 Closure(closure),
        27 Let { pat expr },
        28 Return(value),
        29 Break(value),
        30 Range { from to },
        31 Other,
        32 Labelled(body),
    }
}

impl Wire for Segments {
    fn put(&self, to: &mut Writer) {
        to.number(self.len() as u32);
        self.iter().for_each(|segment| segment.put(to));
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        match from.number()? {
            1 => Segment::take(from).map(Segments::One),
            count => (0..count).map(|_| Segment::take(from)).collect::<Option<Box<[Segment]>>>().map(Segments::Many),
        }
    }
}

impl Wire for Owner {
    fn put(&self, to: &mut Writer) {
        let (tag, number) = match self {
            Owner::Module => (0, 0),
            Owner::Impl(number) => (1, number.wrapping_sub(to.base.impls)),
            Owner::Trait(number) => (2, number.wrapping_sub(to.base.traits)),
            Owner::Macro(number) => (3, number.wrapping_sub(to.base.rules)),
        };
        to.bytes.push(tag);
        to.number(number);
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        let (tag, number) = (from.byte()?, from.number()?);
        Some(match tag {
            0 => Owner::Module,
            1 => Owner::Impl(number.wrapping_add(from.base.impls)),
            2 => Owner::Trait(number.wrapping_add(from.base.traits)),
            3 => Owner::Macro(number.wrapping_add(from.base.rules)),
            _ => return None,
        })
    }
}
