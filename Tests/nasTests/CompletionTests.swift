import Foundation
import Testing

/// What TAB offers, in the shells themselves.
@Suite struct CompletionTests {
  private enum Shell: String {
    case bash, zsh, fish

    var isInstalled: Bool {
      ProcessInfo.processInfo.environment["PATH", default: ""].split(separator: ":").contains {
        FileManager.default.isExecutableFile(atPath: "\($0)/\(rawValue)")
      }
    }

    /// How it is started without files of the user's.
    var options: String {
      switch self {
      case .bash: "--norc --noprofile"
      case .zsh: "-f"
      case .fish: "--no-config"
      }
    }

    /// Reads the completion script, the first argument, and prints what is offered at the end of each of the others.
    var questioner: String {
      switch self {
      case .bash: Self.bashQuestioner
      case .zsh: Self.zshQuestioner
      case .fish: Self.fishQuestioner
      }
    }

    /// Breaks words as bash itself does before it calls the function.
    private static let bashQuestioner = #"""
      source "$1"
      for COMP_LINE in "${@:2}"; do
        COMP_POINT=${#COMP_LINE} COMPREPLY=()
        read -ra COMP_WORDS <<<"$(sed 's/[=:]/ & /g' <<<"$COMP_LINE")"
        current=${COMP_WORDS[${#COMP_WORDS[@]} - 1]}
        case $COMP_LINE in
          *' ') COMP_WORDS+=('') current='' ;;
          *[=:]) current='' ;;
        esac
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _nas "${COMP_WORDS[0]}" "$current" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s\n' "? $COMP_LINE" "${COMPREPLY[@]}"
      done
      """#

    /// A terminal in which TAB is pressed; what would be shown is printed as well.
    private static let zshQuestioner = #"""
      if [[ -n $COMPLETION_SCRIPT ]]; then
        PROMPT=
        bindkey -e
        bindkey '^I' complete-word
        autoload -U compinit
        compinit -u -D
        source $COMPLETION_SCRIPT
        begin-offer() { print -r -- '<offered>' }
        end-offer() { compprefuncs=(begin-offer) comppostfuncs=(end-offer); print -r -- '</offered>' }
        compprefuncs=(begin-offer) comppostfuncs=(end-offer)
        compadd() {
          if [[ ${@[1,(i)(-|--)]} != *-(O|A|D)\ * ]]; then
            local -a hits
            local -A before
            builtin compadd -O hits "$@"
            zparseopts -E -D -A before -- p: 2>/dev/null
            (($#hits)) && print -rl -- $IPREFIX$before[-p]${^hits}
          fi
          builtin compadd "$@"
        }
        print ready
        return
      fi
      export COMPLETION_SCRIPT=$1
      zmodload zsh/zpty
      zpty shell zsh -f -i
      zpty -w shell "stty -echo; source ${(q)0}"
      zpty -r shell text '*ready*' || exit
      for line in "${@[2,-1]}"; do
        zpty -n -w shell $'\C-u'$line$'\t'
        zpty -r shell text '*</offered>*' || exit
        print -r -- "? $line"
        print -r -- ${${text#*<offered>}%</offered>*}
      done
      zpty -d shell
      """#

    private static let fishQuestioner = """
      source $argv[1]
      for line in $argv[2..-1]
          printf '%s\\n' "? $line"
          complete -C "$line"
      end
      """
  }

  /// A folder with what there is to complete, and a link to the program.
  private static func folder() throws -> URL {
    let folder = try Scratch.folder()
    for run in ["runs/hm-nas-a", "runs/adwpnas-b", "mine"] {
      let place = folder.appending(path: run)
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      try Data(#"{"method": "hm-nas"}"#.utf8).write(to: place.appending(path: "config.json"))
    }
    let photos = folder.appending(path: "photos")
    try FileManager.default.createDirectory(at: photos, withIntermediateDirectories: true)
    for file in ["my.toml", "notes.txt", "cat.png", "dog.JPG"] {
      try Data().write(to: folder.appending(path: file))
    }
    return folder
  }

  /// A command line, what has to be offered at its end, and what must not be.
  private static let questions: [(line: String, offered: Set<String>, not: Set<String>)] = [
    ("nas search adwpnas --t", ["--threads", "--train-epochs"], ["--tune-epochs", "--top"]),
    ("nas search hm-nas --dataset ", ["fashion-mnist", "photos"], ["my.toml", "hm-nas"]),
    ("nas search hm-nas --dataset=folder:p", ["--dataset=folder:photos"], ["fashion-mnist"]),
    ("nas resume ", ["runs/hm-nas-a", "runs/adwpnas-b", "mine"], ["photos", "my.toml"]),
    ("./nas predict mine ", ["cat.png", "dog.JPG", "photos"], ["notes.txt", "my.toml"]),
  ]

  @Test func bashOffersWhatFits() throws { try expectAnswers(of: .bash) }

  @Test(.enabled(if: Shell.zsh.isInstalled, "needs zsh"))
  func zshOffersWhatFits() throws { try expectAnswers(of: .zsh) }

  @Test(.enabled(if: Shell.fish.isInstalled, "needs fish"))
  func fishOffersWhatFits() throws { try expectAnswers(of: .fish) }

  private func expectAnswers(of shell: Shell) throws {
    let script = try Program.run("--generate-completion-script", shell.rawValue)
    #expect(script.code == 0)
    let result = try Program.run(
      [
        Self.folder().path, Scratch.file("questioner", shell.questioner).path,
        Scratch.file("script", script.output).path,
      ] + Self.questions.map(\.line),
      by: """
        folder=$1
        shift
        cd "$folder" || exit
        ln -s "$0" nas
        export HOME=$folder PATH=${0%/*}:$PATH TERM=dumb
        exec \(shell.rawValue) \(shell.options) "$@"
        """)
    #expect(result.code == 0, "\(result.errors)")
    let answers = Self.answers(result.output)
    for question in Self.questions {
      var found = try #require(answers[question.line], "\(question.line): \(result.errors)")
      // bash replaces only what follows the last of its breaks.
      if shell == .bash, let end = question.line.lastIndex(where: { "=:".contains($0) }) {
        let start = question.line[...end].split(separator: " ").last ?? ""
        found = Set(found.map { start + $0 })
      }
      #expect(question.offered.subtracting(found) == [], "\(question.line): \(found.sorted())")
      #expect(question.not.intersection(found) == [], "\(question.line)")
    }
  }

  /// The words of each question, without their meanings and the `/` of folders.
  private static func answers(_ text: String) -> [String: Set<String>] {
    var answers: [String: Set<String>] = [:]
    var question = ""
    for line in text.split(whereSeparator: \.isNewline) {
      if line.hasPrefix("? ") {
        question = String(line.dropFirst(2))
        answers[question] = []
      } else {
        let word = line.prefix { $0 != "\t" }
        answers[question]?.insert(String(word.hasSuffix("/") ? word.dropLast() : word))
      }
    }
    return answers
  }

  /// What the shells ask, and what they are told.
  @Test(
    arguments: [
      ([""], ["search", "help"], ["hm-nas", "\tfolders"]),
      (["search", ""], ["hm-nas", "regularized-evolution"], ["train", "--preset"]),
      (["search", "hm-nas", "--channels", "16", "-"], ["--tune-epochs"], ["--train-epochs"]),
      (["config", "adwpnas", "--config", ""], ["\tfiles toml"], ["--channels"]),
      (["bench", ""], ["train", "runs/hm-nas-a", "\tfiles json"], ["--rounds"]),
      (["bench", "mine", "--"], ["--rounds"], ["--steps"]),
      (["train", ""], ["mobilenet", "\tfiles json"], ["--preset"]),
      (["compare", "hm-nas", ""], ["darts", "resnet"], ["hm-nas", "--channels"]),
      (["resume", "mine", "--"], ["--device", "--search-learning-rate"], ["--channels"]),
      (["search", "hm-nas", "--seed", "1", "--"], ["--device"], ["--seed"]),
      (["search", "hm-nas", "--operations", "skip_connect+"], ["\tafter skip_connect+"], []),
      (["search", "hm-nas", "--channels", ""], [], ["--device", "first"]),
      (["export", "mine", "--format", ""], ["onnx", "pytorch"], ["--output", "cpu"]),
      (["audit", "--proxy", "shared:m"], ["\tafter shared:", "mine"], ["random"]),
      (["predict", "mine", "--", "-"], ["\tfiles png jpg jpeg"], ["--top"]),
    ] as [([String], Set<String>, Set<String>)])
  func programAnswers(words: [String], offered: Set<String>, not: Set<String>) throws {
    let result = try Program.run(["---complete"] + words, in: Self.runs.get())
    #expect(result.code == 0)
    #expect(result.errors.isEmpty)
    let found = Set(
      result.output.split(separator: "\n").map { line in
        String(line.prefix(1) + line.dropFirst().prefix { $0 != "\t" })
      })
    #expect(offered.subtracting(found) == [], "\(found.sorted())")
    #expect(not.intersection(found) == [])
  }

  /// The folder that is asked about; never changed.
  private static let runs = Swift.Result { try folder() }

  @Test func unknownShellIsRefused() throws {
    expectFailure(
      try Program.run("--generate-completion-script", "tcsh"), code: 64, saying: ["tcsh"])
  }
}
