(* Reads JSON lines, answers each with a JSON line. README.md says what a line may hold. *)

open Kernel
module J = Yojson.Safe
module U = Yojson.Safe.Util

(* Words become numbers; 0 is the option `unsure`. *)
let numbers : (string, int) Hashtbl.t = Hashtbl.create 997
let words : (int, string) Hashtbl.t = Hashtbl.create 997
let number word =
  if word = "unsure" then 0
  else match Hashtbl.find_opt numbers word with
    | Some n -> n
    | None ->
      let n = Hashtbl.length numbers + 1 in
      Hashtbl.add numbers word n; Hashtbl.add words n word; n
let word n = if n = 0 then "unsure" else Hashtbl.find words n

(* A float as ten-millionths: exact on the six-decimal grid of rule files, else a place strictly between its neighbours. *)
let scaled x =
  let line = Float.round (x *. 1e6) in
  let near = line /. 1e6 in
  let ten = 10 * int_of_float line in
  if x = near then ten else if x > near then ten + 1 else ten - 1

let value = function
  | `Int n -> n * 10_000_000
  | `Float x -> scaled x
  | _ -> failwith "a number is needed"

let is_number = function `Int _ | `Float _ -> true | _ -> false

let items = function `Assoc pairs -> pairs | _ -> failwith "an object is needed"
let field name json = match json with `Assoc pairs -> List.assoc_opt name pairs | _ -> None
let flagged name json = match field name json with Some (`Bool b) -> b | _ -> false
let list_of name json = match field name json with Some (`List xs) -> xs | _ -> []

(* Conditions as rule files write them, definitions opened on the way. *)
let rec condition definitions json =
  match json with
  | `String name ->
    (match List.assoc_opt name definitions with
     | Some inner -> condition definitions inner
     | None -> Leaf (Present (number name)))
  | `Assoc [ ("all", `List cs) ] -> Of (All, List.map (condition definitions) cs)
  | `Assoc [ ("any", `List cs) ] -> Of (Any, List.map (condition definitions) cs)
  | `Assoc [ ("at_least", (`Assoc _ as inner)) ] ->
    Of (At_least (U.to_int (U.member "count" inner)), List.map (condition definitions) (list_of "of" inner))
  | `Assoc [ (name, `Assoc [ (key, limit) ]) ] -> Leaf (limited name key limit)
  | _ -> failwith ("no condition: " ^ J.to_string json)

and limited name key limit =
  let f = number name in
  match key with
  | "at_least" -> Bound (f, GE, value limit)
  | "above" -> Bound (f, GT, value limit)
  | "at_most" -> Bound (f, LE, value limit)
  | "below" -> Bound (f, LT, value limit)
  | "is" -> Chosen (f, List.map (fun o -> number (U.to_string o)) (U.to_list limit))
  | _ -> failwith ("no limit: " ^ key)

let leaf json = match condition [] json with Leaf l -> l | _ -> failwith "a leaf is needed"

let pair json = match json with `List [ a; b ] -> (value a, value b) | _ -> failwith "a pair is needed"

let kind json =
  match U.to_string (U.member "kind" json) with
  | "flag" -> Flag
  | "choice" ->
    Choice (List.filter (fun o -> o <> 0) (List.map (fun o -> number (U.to_string o)) (list_of "options" json)))
  | "quantity" ->
    let low, high = pair (U.member "range" json) in
    let plausible = match field "plausible" json with Some (`List _ as p) -> pair p | _ -> (low, high) in
    let worse =
      match U.to_string (U.member "worse" json) with
      | "higher" -> Higher
      | "lower" -> Lower
      | _ -> let b, t = pair (U.member "normal" json) in Both (b, t)
    in
    Quantity (low, high, flagged "whole" json, plausible, worse)
  | other -> failwith ("no kind: " ^ other)

let finding definitions json =
  { name_of = number (U.to_string (U.member "name" json));
    aliases = List.map (fun a -> number (U.to_string a)) (list_of "aliases" json);
    kind_of = kind json;
    asked_of = (match field "asked_of" json with Some (`String "clinician") -> Clinician | Some (`String "app") -> App | _ -> Person);
    context = flagged "context" json;
    critical = flagged "critical" json;
    doubtful = (field "doubtful" json <> Some (`Bool false));
    gate = flagged "gate" json;
    asked_if = (match field "asked_if" json with None | Some `Null -> None | Some c -> Some (condition definitions c));
    implies =
      List.concat_map
        (fun i -> List.map (fun f -> (leaf (U.member "when" i), number (U.to_string f))) (list_of "flags" i))
        (list_of "implies" json) }

let outcome json =
  match json with
  | `String "none-found" -> None_found
  | `String text ->
    (match String.split_on_char ' ' text with
     | [ level; within ] ->
       let level = match level with "stop" -> Stop | "seek-care" -> Seek_care | "emergency" -> Emergency | w -> failwith w in
       let within =
         match within with
         | "fortnight" -> Fortnight | "week" -> Week | "days" -> Days | "today" -> Today | "now" -> Now | "at-once" -> At_once
         | w -> failwith w
       in
       Found (level, within)
     | _ -> failwith ("no outcome: " ^ text))
  | _ -> failwith "an outcome is needed"

let told = function
  | None_found -> `String "none-found"
  | Found (l, t) ->
    let level = match l with Stop -> "stop" | Seek_care -> "seek-care" | Emergency -> "emergency" in
    let within =
      match t with
      | Fortnight -> "fortnight" | Week -> "week" | Days -> "days" | Today -> "today" | Now -> "now" | At_once -> "at-once"
    in
    `String (level ^ " " ^ within)

let rule definitions json =
  { when0 = condition definitions (U.member "when" json);
    sure_outcome = outcome (U.member "outcome" json);
    when_unsure = outcome (match field "when_unsure" json with Some (`String _ as o) -> o | _ -> U.member "outcome" json) }

type world = { vocabulary : finding list; rules : rule list; ready : ready_rule list Lazy.t; ids : string list }

let world json =
  let definitions = match field "definitions" json with Some (`Assoc d) -> d | _ -> [] in
  let vocabulary = List.map (finding definitions) (list_of "findings" json) in
  let rules = List.map (rule definitions) (list_of "rules" json) in
  { vocabulary; rules;
    ready = lazy (List.map (make_ready vocabulary) rules);
    ids = List.map (fun r -> match field "id" r with Some (`String s) -> s | _ -> "") (list_of "rules" json) }

let answer_of = function
  | `Bool true -> Yes
  | `Bool false -> No
  | `String "unsure" -> Unsure
  | `String o -> Option (number o)
  | json when is_number json -> Number (value json)
  | _ -> failwith "no answer"

let answers json =
  List.fold_left
    (fun so_far (name, a) -> if a = `Null then so_far else set (number name) (answer_of a) so_far)
    nothing (items json)

let told_answer = function
  | Yes -> `Bool true
  | No -> `Bool false
  | Unsure -> `String "unsure"
  | Option o -> `String (word o)
  | Number x -> if x mod 10_000_000 = 0 then `Int (x / 10_000_000) else `Float (float_of_int x /. 1e7)

let told_point p = `Assoc (List.map (fun (n, a) -> (word n, told_answer a)) p)
let told_names ns = `List (List.map (fun n -> `String (word n)) ns)

let worlds : (string, world) Hashtbl.t = Hashtbl.create 7
let the name json = Hashtbl.find worlds (match field name json with Some (`String w) -> w | _ -> name)

let own v = List.map (fun f -> f.name_of) v

let reply json =
  match U.to_string (U.member "do" json) with
  | "load" ->
    Hashtbl.replace worlds (U.to_string (U.member "as" json)) (world json);
    `Assoc [ ("loaded", U.member "as" json) ]
  | "sound" -> let w = the "world" json in `Assoc [ ("sound", `Bool (sound w.vocabulary w.rules)) ]
  | "evaluate" ->
    let w = the "world" json and a = answers (U.member "answers" json) in
    `Assoc [ ("outcome", told (fast_evaluate (Lazy.force w.ready) a)) ]
  | "assess" ->
    let w = the "world" json and a = answers (U.member "answers" json) in
    let fired =
      List.concat
        (List.map2
           (fun id (r, ready) ->
              match fast_result a ready with
              | None_found -> []
              | o ->
                [ `Assoc
                    [ ("rule", `String id); ("outcome", told o);
                      ("sure", `Bool (firmness w.vocabulary a r = 2));
                      ("findings", told_names (reasons w.vocabulary a r)) ] ])
           w.ids (List.combine w.rules (Lazy.force w.ready)))
    in
    let relevant = fast_relevant w.vocabulary a in
    `Assoc
      [ ("outcome", told (fast_evaluate (Lazy.force w.ready) a));
        ("ceiling", told (fast_ceiling w.vocabulary (Lazy.force w.ready) a));
        ("open", told_names (List.filter (fun n -> open_in w.vocabulary a relevant n) (own w.vocabulary)));
        ("accepted", `Bool (List.for_all (fun (n, x) -> x = `Null || accepts w.vocabulary (number n) (answer_of x))
                              (items (U.member "answers" json))));
        ("fired", `List fired) ]
  | "asked" ->
    let w = the "world" json and a = answers (U.member "answers" json) in
    `Assoc [ ("asked", told_names (asked_for w.vocabulary a)) ]
  | "consistent" ->
    let w = the "world" json in
    let given = List.filter (fun (_, a) -> a <> `Null) (items (U.member "answers" json)) in
    let p = List.map (fun (n, a) -> (number n, answer_of a)) given in
    `Assoc [ ("consistent", `Bool (is_consistent w.vocabulary w.rules p)) ]
  | "compare" ->
    let o = the "old" json and n = the "new" json in
    `Assoc
      [ ("refused", `List (List.map told_point (refused o.vocabulary n.vocabulary)));
        ("closes", told_names (closes o.vocabulary n.vocabulary));
        ("lowered", `List (List.map told_point (fast_lowered o.vocabulary o.rules n.vocabulary n.rules))) ]
  | other -> failwith ("nothing known to do: " ^ other)

let () =
  try
    while true do
      let line = input_line stdin in
      let out = try reply (J.from_string line) with Failure m -> `Assoc [ ("error", `String m) ] in
      print_endline (J.to_string out)
    done
  with End_of_file -> ()
